"""Text with every character in brackets of its own."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.quotes import spans
from features.views.characters import characters, runs
from features.views.lone import lone_characters

BOUNDS = (0.0, 1.0)
SOURCE = "new"

LEAST = 4
"""Letters in a row: `[大][中][小]` is a switch for the size of the type."""
_FEW = 100
"""Letters added to the text, so that one such word in a short post is little."""


def wrapped_characters(page: Page) -> Reading:
    """Letters bracketed one by one, four or more in a row, as a share of letters and 100 more.

    The same letter again (`[泪][泪]`, an emoticon) and numerals (`（一）（二）`) do not count.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    if chars.count(cp.BRACKET) < 2 * LEAST:
        return ZERO
    alone = lone_characters(page)
    if len(alone) < LEAST:
        return ZERO
    alone = alone[chars.at(alone, cp.LETTER) & ~chars.at(alone, cp.HAN_DIGIT)]
    held = alone[chars.before(alone, cp.BRACKET) & chars.at(alone + 1, cp.BRACKET)]
    if len(held) < LEAST:
        return ZERO
    # The next bracket opens where this one closed, or one space further.
    close = np.diff(held) <= 4
    close &= np.diff(chars.codes[held].astype(np.intp)) != 0
    first, last = runs(close)
    long = last - first >= LEAST - 1
    first, last = first[long], last[long]
    return Reading(
        int((last - first + 1).sum()) / (chars.count(cp.LETTER) + _FEW),
        lambda: spans(held[first] - 1, held[last] + 2),
    )
