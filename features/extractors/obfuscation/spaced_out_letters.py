"""Words written with a gap, a sign or brackets after every letter."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, Without, subject
from features.page import Page
from features.quotes import merged, spans
from features.views.characters import characters, runs
from features.views.lone import lone_characters

BOUNDS = (0.0, 1.0)
SOURCE = "SpamAssassin 20_phrases.cf (gappy words), as a shape instead of a word list"


LEAST = 3
"""Letters in a row."""
_FEW = 100
"""Letters added to the text, so that one such word in a short post is little."""
_SKIPPED = cp.NEWLINE | cp.ENUMERATION | cp.COMMA
_PARTED = Without(cp.WORD | _SKIPPED)
SUBJECT = subject(
    ZERO,
    (Without(cp.WORD), cp.LETTER, _PARTED, cp.LETTER, _PARTED, cp.LETTER, Without(cp.WORD)),
    (cp.BRACKET, cp.LETTER, cp.BRACKET),
)


def spaced_out_letters(page: Page) -> Reading:
    """Letters standing alone, three or more in a row, as a share of letters and a hundred more.

    Alone: in brackets one by one (`[w][e][b]`) or parted by one sign or space (`w.e.b`). The
    same letter again (`[泪][泪]`, an emoticon) and the next of the alphabet (`A B C`) do not count.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    alone = lone_characters(page)
    if len(alone) < LEAST:
        return ZERO
    gap = alone[1:] - alone[:-1]
    near = gap <= 4
    if not np.count_nonzero(near[1:] & near[:-1]):
        return ZERO
    alone = alone[chars.at(alone, cp.LETTER)]
    if len(alone) < LEAST:
        return ZERO
    gap = alone[1:] - alone[:-1]
    held = chars.before(alone, cp.BRACKET) & chars.at(alone + 1, cp.BRACKET)
    code = chars.codes[alone]
    parted = (gap == 2) & ~chars.at(alone[:-1] + 1, _SKIPPED)
    chained = parted | ((gap <= 4) & held[1:] & held[:-1])
    chained &= (code[1:] != code[:-1] + 1) & (code[1:] != code[:-1])
    first, last = runs(chained)
    long = last - first >= LEAST - 1
    first, last = first[long], last[long]
    if not len(first):
        return ZERO
    found = int((last - first + 1).sum())
    return Reading(
        found / (chars.count(cp.LETTER) + _FEW),
        lambda: merged(spans(alone[first] - held[first], alone[last] + 1 + held[last])),
    )
