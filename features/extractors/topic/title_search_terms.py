"""A title written for a search box, or for what search spam sells."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.trade import SPAM_KINDS, trade

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, Fact.TITLE)

_KINDS = ("search", "query", *SPAM_KINDS)


def title_search_terms(page: Page) -> Reading:
    """Share of the title in words of searches (官网, near me), gambling, sex or services."""
    title = (page.title or "")[:500].strip()
    if not title:
        return NOTHING
    found = trade(page).title
    return Reading(min(1.0, sum([found.get(kind, 0) for kind in _KINDS]) / len(title)))
