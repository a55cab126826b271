"""Elements in the text."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page

BOUNDS = (0.0, 100.0)
SOURCE = "Kohlschuetter et al. 2010 (text density), reversed"


def element_density(page: Page) -> Reading:
    """Elements per visible character (cut at 100)."""
    if page.markup is None or not page.visible_end:
        return NOTHING
    return Reading(min(page.markup.elements / page.visible_end, 100.0))
