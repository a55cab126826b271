"""Words written with a gap after every letter."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.quotes import spans
from features.views.characters import characters, runs
from features.views.lone import lone_characters

BOUNDS = (0.0, 1.0)
SOURCE = "SpamAssassin 20_phrases.cf (gappy words), as a shape instead of a word list"
LEAST = 4


def spaced_out_letters(page: Page) -> Reading:
    """Letters in runs of 4 or more that are parted by one sign each, as a share of all letters.

    Runs in alphabetical order (the letter index of a directory) are left out.
    """
    chars = characters(page)
    letters = chars.count(cp.LETTER)
    if not letters:
        return NOTHING
    alone = lone_characters(page)
    if len(alone) < LEAST:
        return ZERO
    near = alone[1:] - alone[:-1] == 2
    if not np.count_nonzero(near[2:] & near[1:-1] & near[:-2]):
        return ZERO
    alone = alone[chars.at(alone, cp.LETTER)]
    if len(alone) < LEAST:
        return ZERO
    code = chars.codes[alone]
    chained = (alone[1:] - alone[:-1] == 2) & (code[1:] != code[:-1] + 1)
    chained &= ~chars.at(alone[:-1] + 1, cp.NEWLINE | cp.ENUMERATION | cp.COMMA)
    first, last = runs(chained)
    long = last - first >= LEAST - 1
    first, last = first[long], last[long]
    found = int((last - first + 1).sum())
    return Reading(found / letters, lambda: spans(alone[first], alone[last] + 1))
