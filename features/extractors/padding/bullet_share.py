"""How many lines are bullet points."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.line_shapes import line_shapes
from features.views.stretches import lines

BOUNDS = (0.0, 1.0)
SOURCE = "Gopher (Rae et al. 2021), bullet rule"


def bullet_share(page: Page) -> Reading:
    """Share of the content's lines that begin with a bullet."""
    parts = lines(page)
    if not len(parts):
        return NOTHING
    found = line_shapes(page).bulleted
    return Reading(int(np.count_nonzero(found)) / len(parts), lambda: parts.spans(found))
