"""Scripts among the elements."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page

BOUNDS = (0.0, 1.0)
SOURCE = "Webis web page features; malicious page detection, Canali et al. 2011"


def script_density(page: Page) -> Reading:
    """Script elements as a share of all elements."""
    if page.markup is None or not page.markup.elements:
        return NOTHING
    return Reading(min(page.markup.scripts / page.markup.elements, 1.0))
