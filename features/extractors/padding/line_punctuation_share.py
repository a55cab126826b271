"""How many lines end as sentences do."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.characters import characters
from features.views.line_shapes import line_shapes
from features.views.script_shares import as_long_as
from features.views.stretches import lines

BOUNDS = (0.0, 1.0)
SOURCE = "FineWeb (Penedo et al. 2024) line_punct_ratio, on longer lines"

LONG = 100
"""Letters of a longer line in an alphabet."""


def line_punctuation_share(page: Page) -> Reading:
    """Share of the content's longer lines whose last sign is one that ends a sentence.

    Longer: of 100 letters or digits, 40 in Han and kana, which headings and menus seldom are.
    """
    parts = lines(page)
    if not len(parts):
        return NOTHING
    long = parts.sizes >= as_long_as(characters(page), LONG)
    count = int(np.count_nonzero(long))
    if not count:
        return NOTHING
    found = line_shapes(page).ended
    return Reading(int(np.count_nonzero(found & long)) / count, lambda: parts.spans(long & ~found))
