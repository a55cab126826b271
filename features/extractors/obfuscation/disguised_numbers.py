"""Telephone and account numbers written so that only people read them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, Without, subject
from features.page import Page
from features.quotes import spans
from features.views.characters import Positions, characters
from features.views.digits import long_numbers
from features.views.lone import lone_characters

BOUNDS = (0.0, 1000.0)
SOURCE = "new"
_DIGITS = cp.ASCII_DIGIT | cp.FOREIGN_DIGIT
_ALONE = (Without(cp.WORD), cp.DIGIT, Without(cp.WORD))
SUBJECT = subject(ZERO, (cp.FOREIGN_DIGIT,), (*_ALONE, _DIGITS), (*_ALONE, Without(0), _DIGITS))
SINGLES = 5
"""Digits standing alone that make a number scattered."""


def disguised_numbers(page: Page) -> Reading:
    """Numbers of 7 or more digits in mixed forms or scattered one by one, per 1,000 characters.

    Mixed: ASCII digits beside full-width, circled or styled ones. Scattered: five or more digits
    parted by one or two signs each and not counting upwards, as page numbers do.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    numbers = long_numbers(page)
    if not len(numbers):
        return ZERO
    digits, first, last = numbers
    alone = lone_characters(page)
    alone = alone[chars.at(alone, cp.DIGIT)]
    if not chars.count(cp.FOREIGN_DIGIT) and len(alone) < SINGLES:
        return ZERO
    code = chars.codes[digits]
    plain = _before(code < 128)
    plain_digits = plain[last] - plain[first]
    mixed = (plain_digits > 0) & (plain_digits < last - first)
    lonely = np.zeros(chars.size, dtype=np.bool_)
    lonely[alone] = True
    single = lonely[digits]
    single[1:] &= code[1:] != code[:-1] + 1
    singles = _before(single)
    found = mixed | (singles[last] - singles[first] >= SINGLES)
    if not np.count_nonzero(found):
        return ZERO
    starts, ends = digits[first[found]], digits[last[found] - 1] + 1
    return Reading(min(1000.0 * len(starts) / chars.seen, 1000.0), lambda: spans(starts, ends))


def _before(mask: npt.NDArray[np.bool_]) -> Positions:
    return np.concatenate(([0], np.cumsum(mask)))
