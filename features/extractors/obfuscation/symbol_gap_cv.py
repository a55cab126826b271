"""How evenly symbols are strewn over the text."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import points
from features.views.ornaments import ornaments

BOUNDS = (0.0, 10.0)
SOURCE = "new"
LEAST = 5


def symbol_gap_cv(page: Page) -> Reading:
    """Coefficient of variation of the distances between non-ASCII symbols (5 or more)."""
    found = ornaments(page)
    if len(found) < LEAST:
        return NOTHING
    gaps = np.diff(found)
    return Reading(min(float(gaps.std() / gaps.mean()), BOUNDS[1]), lambda: points(found))
