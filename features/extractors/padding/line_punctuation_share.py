"""How many lines end as sentences do."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.line_shapes import line_shapes
from features.views.stretches import lines

BOUNDS = (0.0, 1.0)
SOURCE = "FineWeb (Penedo et al. 2024) line_punct_ratio"


def line_punctuation_share(page: Page) -> Reading:
    """Share of the content's lines whose last sign is one that ends a sentence."""
    parts = lines(page)
    if not len(parts):
        return NOTHING
    found = line_shapes(page).ended
    return Reading(int(np.count_nonzero(found)) / len(parts), lambda: parts.spans(~found))
