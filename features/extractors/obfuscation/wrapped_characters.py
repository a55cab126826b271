"""Text with every character in brackets of its own."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.quotes import merged, spans
from features.views.characters import characters
from features.views.lone import lone_characters

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(ZERO, (cp.BRACKET, cp.LETTER, cp.BRACKET))

_FEW = 100
"""Letters added to the text, so that one such word in a short post is little."""


def wrapped_characters(page: Page) -> Reading:
    """Letters bracketed one by one, two or more in a row, as a share of letters and a hundred more.

    The same letter again (`[泪][泪]`, an emoticon) does not count.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    if chars.count(cp.BRACKET) < 4:
        return ZERO
    alone = lone_characters(page)
    if len(alone) < 2:
        return ZERO
    alone = alone[chars.at(alone, cp.LETTER)]
    held = alone[chars.before(alone, cp.BRACKET) & chars.at(alone + 1, cp.BRACKET)]
    if len(held) < 2:
        return ZERO
    # The next bracket opens where this one closed, or one space further.
    close = np.diff(held) <= 4
    close &= np.diff(chars.codes[held].astype(np.intp)) != 0
    chained = np.zeros(len(held), dtype=np.bool_)
    chained[1:] |= close
    chained[:-1] |= close
    held = held[chained]
    return Reading(
        len(held) / (chars.count(cp.LETTER) + _FEW), lambda: merged(spans(held - 1, held + 2))
    )
