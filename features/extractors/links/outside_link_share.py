"""How many links lead away."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.targets import outside, targets

BOUNDS = (0.0, 1.0)
SOURCE = "external links (Bevendorff et al. 2024)"
SUBJECT = subject(NOTHING, Fact.FIVE_LINKS)

LEAST = 5


def outside_link_share(page: Page) -> Reading:
    """Share of the visible links that lead to another site; HTML pages with five links or more."""
    found = targets(page)
    count = len(found.links)
    if count < LEAST:
        return NOTHING
    away = outside(page)
    return Reading(len(away) / count, lambda: found.spans(away))
