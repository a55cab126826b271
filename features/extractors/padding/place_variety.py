"""Places named once each, as in a list, or again and again, as in a report."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.places import places

BOUNDS = (0.0, 1.0)
SOURCE = "new"

LEAST = 8


def place_variety(page: Page) -> Reading:
    """Different place names as a share of all mentions; fewer than eight are not read."""
    found = places(page)
    if len(found) < LEAST:
        return NOTHING
    return Reading(len(set(found.rows.tolist())) / len(found), found.spans)
