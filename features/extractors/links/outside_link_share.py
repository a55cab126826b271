"""How many links lead away."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import outside_targets, targets

BOUNDS = (0.0, 1.0)
SOURCE = "external links (Bevendorff et al. 2024)"

LEAST = 5


def outside_link_share(page: Page) -> Reading:
    """Share of the visible links that lead to another site; HTML pages with five links or more."""
    found = targets(page)
    if len(found) < LEAST:
        return NOTHING
    away = outside_targets(page)
    return Reading(
        len(away) / len(found),
        lambda: [Span(t.link.start, t.link.end) for t in away if t.anchor],
    )
