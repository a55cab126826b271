"""What people add to a search."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.trade import rate

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"


def search_terms(page: Page) -> Reading:
    """Characters in words people add to searches (官网, near me) per 1,000 of the page's text."""
    if not page.text:
        return NOTHING
    value, spans = rate(page, "search")
    return Reading(value, lambda: spans)
