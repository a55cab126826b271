"""Links without words."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.targets import targets

BOUNDS = (0.0, 1.0)
SOURCE = "Bevendorff et al. 2024"

LEAST = 5


def empty_anchor_share(page: Page) -> Reading:
    """Share of the visible links that have no text; HTML pages with five links or more."""
    anchors = targets(page).anchors
    if len(anchors) < LEAST:
        return NOTHING
    return Reading(anchors.count("") / len(anchors))
