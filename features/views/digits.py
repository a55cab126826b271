"""Numbers long enough to reach somebody by: digits in any form, parted by signs or not."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from features import codepoints as cp
from features.page import Page, view
from features.twins import twin_of
from features.views.characters import Positions, characters

_twin = twin_of(__name__)

LEAST = 7
"""Digits in the shortest contact number."""
MOST = 24
"""Digits in the longest one looked at."""
_DIGIT = cp.ASCII_DIGIT | cp.FOREIGN_DIGIT
_WALL = cp.LETTER | cp.NEWLINE | cp.COMMA | cp.ENUMERATION


class LongNumbers(NamedTuple):
    """Numbers of 7 to 24 digits with at most two signs, no comma, between neighbouring digits.

    ``digits`` are the offsets of all digits of the page; number ``i`` is made of
    ``digits[first[i]:last[i]]``. Han digits are words and no part of it.
    """

    digits: Positions
    first: Positions
    last: Positions

    def __len__(self) -> int:
        """How many such numbers there are."""
        return len(self.first)


_EMPTY = np.empty(0, dtype=np.intp)
_NONE = LongNumbers(_EMPTY, _EMPTY, _EMPTY)


@view
def long_numbers(page: Page) -> LongNumbers:
    """The visible numbers that are long enough to be a telephone or account number."""
    chars = characters(page)
    if chars.count(cp.ASCII_DIGIT) + chars.count(cp.FOREIGN_DIGIT) < LEAST:
        return _NONE
    at = chars.positions(_DIGIT)
    if _twin:
        return LongNumbers(at, *_twin.joined(at, chars.padded, cp.class_bits(_WALL), LEAST, MOST))
    if not (at[LEAST - 1 :] - at[: 1 - LEAST] < 3 * LEAST).any():
        return _NONE
    left, right = at[:-1], at[1:]
    gap = right - left
    walled = chars.at(left + 1, _WALL) | chars.before(right, _WALL)
    ends = ((gap > 3) | ((gap > 1) & walled)).nonzero()[0] + 1
    first = np.concatenate(([0], ends))
    last = np.concatenate((ends, [len(at)]))
    size = last - first
    right_size = (size >= LEAST) & (size <= MOST)
    return LongNumbers(at, first[right_size], last[right_size])
