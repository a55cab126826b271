"""Telephone and account numbers written so that only people read them."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import spans
from features.views.characters import characters
from features.views.lone import lone_characters

BOUNDS = (0.0, 1000.0)
SOURCE = "new"
LEAST = 7
"""Digits in the shortest contact number looked for."""
SINGLES = 5
"""Digits standing alone that make a number scattered."""


def disguised_numbers(page: Page) -> Reading:
    """Numbers of 7 or more digits in mixed digit forms or scattered one by one, per 1,000 chars.

    Mixed: ASCII digits beside full-width, circled, styled or Han ones. Scattered: five or more
    digits parted by up to two signs each and not counting upwards, as page numbers do.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    foreign = chars.count(cp.FOREIGN_DIGIT)
    plain = chars.count(cp.ASCII_DIGIT)
    alone = lone_characters(page)
    if foreign + plain < LEAST or not ((foreign and plain) or len(alone) >= SINGLES):
        return Reading(0.0)
    digits = chars.positions(cp.ASCII_DIGIT | cp.FOREIGN_DIGIT)
    gap = np.diff(digits)
    # Signs may part the digits of a number, letters and line ends may not.
    walls = np.concatenate(([0], np.cumsum(chars.mask(cp.WORD | cp.NEWLINE))))
    broken = (gap > 3) | (walls[digits[1:]] - walls[digits[:-1]] > 1)
    first = np.concatenate(([0], np.flatnonzero(broken) + 1))
    last = np.concatenate((first[1:], [len(digits)]))
    long = (last - first >= LEAST) & (last - first <= 24)
    if not long.any():
        return Reading(0.0)
    code = chars.codes[digits]
    ascii_before = np.concatenate(([0], np.cumsum(code < 128)))
    plain_digits = ascii_before[last] - ascii_before[first]
    mixed = long & (plain_digits > 0) & (plain_digits < last - first)
    single = np.isin(digits, alone)
    single[1:] &= code[1:] != code[:-1] + 1
    single_before = np.concatenate(([0], np.cumsum(single)))
    scattered = long & (single_before[last] - single_before[first] >= SINGLES)
    found = mixed | scattered
    starts, ends = digits[first[found]], digits[last[found] - 1] + 1
    return Reading(min(1000.0 * len(starts) / chars.seen, 1000.0), lambda: spans(starts, ends))
