"""How many lines break off in an ellipsis."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.line_shapes import line_figures, line_shapes
from features.views.stretches import lines

BOUNDS = (0.0, 1.0)
SOURCE = "Gopher (Rae et al. 2021), ellipsis rule"

_FEW = 3
"""Lines added to the page: of one line that breaks off no habit is seen."""


def ellipsis_share(page: Page) -> Reading:
    """Share of the content's lines, and of three more, that end in an ellipsis."""
    found = line_figures(page)
    if not found.total:
        return NOTHING
    if not found.trailing:
        return ZERO
    return Reading(
        found.trailing / (found.total + _FEW), lambda: lines(page).spans(line_shapes(page).trailing)
    )
