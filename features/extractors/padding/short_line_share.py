"""How many lines are too short to be text."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.line_shapes import SHORT, line_figures
from features.views.stretches import lines

BOUNDS = (0.0, 1.0)
SOURCE = "FineWeb (Penedo et al. 2024) short_line_ratio"


def short_line_share(page: Page) -> Reading:
    """Share of the content's lines that have at most 30 letters and digits."""
    found = line_figures(page)
    if not found.total:
        return NOTHING
    if not found.short:
        return ZERO

    def evidence() -> list[Span]:
        parts = lines(page)
        return parts.spans(parts.sizes <= SHORT)

    return Reading(found.short / found.total, evidence)
