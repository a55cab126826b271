"""A title written for a search box."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.trade import trade

BOUNDS = (0.0, 1.0)
SOURCE = "new"


def title_search_terms(page: Page) -> Reading:
    """Share of the title in words people add to searches (官网, 多少钱, near me, free download)."""
    title = (page.title or "")[:500].strip()
    if not title:
        return NOTHING
    return Reading(min(1.0, trade(page).title.get("search", 0) / len(title)))
