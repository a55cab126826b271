"""How long the words of the links are."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.targets import targets

BOUNDS = (0.0, 1e6)
SOURCE = "anchor length (Bevendorff et al. 2024)"

LEAST = 5


def anchor_length(page: Page) -> Reading:
    """Mean characters of the visible links that have text; HTML pages with five such or more."""
    anchors = targets(page).anchors
    count = len(anchors) - anchors.count("")
    if count < LEAST:
        return NOTHING
    return Reading(min(sum(map(len, anchors)) / count, 1e6))
