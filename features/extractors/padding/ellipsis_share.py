"""How many lines break off in an ellipsis."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.line_shapes import line_shapes
from features.views.stretches import lines

BOUNDS = (0.0, 1.0)
SOURCE = "Gopher (Rae et al. 2021), ellipsis rule"

_FEW = 3
"""Lines added to the page: of one line that breaks off no habit is seen."""


def ellipsis_share(page: Page) -> Reading:
    """Share of the content's lines, and of three more, that end in an ellipsis."""
    parts = lines(page)
    if not len(parts):
        return NOTHING
    found = line_shapes(page).trailing
    return Reading(int(np.count_nonzero(found)) / (len(parts) + _FEW), lambda: parts.spans(found))
