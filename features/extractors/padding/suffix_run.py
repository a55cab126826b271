"""Lists whose items all end alike: counties, districts, companies, products."""

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
SOURCE = "new (shape of a place list that needs no gazetteer)"


def suffix_run(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the most neighbouring short items with one last letter.

    Items are two to ten characters between separators (commas, spaces, brackets, bars); only
    Han letters count.
    """
    chars = characters(page)
    if not chars.count(cp.HAN):
        return NOTHING
    # The last letter of an item: Han, with no letter after it.
    han, letter = chars.mask(cp.HAN), chars.mask(cp.WORD)
    ends = (han[:-1] > letter[1:]).nonzero()[0]
    if han[-1]:
        ends = np.append(ends, len(han) - 1)
    if len(ends) < 3:
        return Reading(0.0)
    codes = chars.codes.take(ends)
    gap = ends[1:] - ends[:-1]
    alike = (codes[1:] == codes[:-1]) & (gap > 2) & (gap <= 12)
    if not np.count_nonzero(alike):
        return Reading(0.0)
    first, last = longest_stretch(alike)
    return Reading(
        math.log2(2 + last - first),
        lambda: [Span(max(0, int(ends[first]) - 3), int(ends[last]) + 1)],
    )
