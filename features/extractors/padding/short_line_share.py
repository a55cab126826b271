"""How many lines are too short to be text."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.stretches import lines

BOUNDS = (0.0, 1.0)
SOURCE = "FineWeb (Penedo et al. 2024) short_line_ratio"


def short_line_share(page: Page) -> Reading:
    """Share of the content's lines that have at most 30 letters and digits."""
    parts = lines(page)
    if not len(parts):
        return NOTHING
    short = parts.sizes <= 30
    return Reading(int(np.count_nonzero(short)) / len(parts), lambda: parts.spans(short))
