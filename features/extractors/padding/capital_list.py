"""Lists of names in scripts that have capitals."""

from __future__ import annotations

import math

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.masks import longest_stretch

BOUNDS = (0.0, 21.0)
SOURCE = "new (shape of a city list that needs no gazetteer)"


def capital_list(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the most neighbouring commas followed by a capital.

    Neighbours stand at most 32 characters apart; fewer than three commas read 0. Text that is
    not mostly of a script with capitals is not read.
    """
    chars = characters(page)
    if chars.count(cp.UPPER) + chars.count(cp.LOWER) <= chars.count(cp.LETTER) // 2:
        return NOTHING
    if chars.text.count(",") < 3:
        return Reading(0.0)
    at = chars.positions(cp.COMMA)
    at = at[chars.codes.take(at) == 0x2C]
    at = at[chars.mask(cp.UPPER).take(at + 2, mode="clip")]
    if len(at) < 2:
        return Reading(math.log2(1 + len(at)))
    near = at[1:] - at[:-1] <= 32
    if not np.count_nonzero(near):
        return Reading(1.0, lambda: [Span(int(at[0]), int(at[0]) + 1)])
    first, last = longest_stretch(near)
    return Reading(math.log2(2 + last - first), lambda: [Span(int(at[first]), int(at[last]) + 1)])
