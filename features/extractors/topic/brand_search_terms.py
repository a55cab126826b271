"""A brand in Latin letters glued to what people add to a search."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.trade import EXTRA, trade

BOUNDS = (0.0, 1000.0)
SOURCE = "new"


def brand_search_terms(page: Page) -> Reading:
    """Chinese search or gambling words glued to Latin letters or digits, per 1,000 characters."""
    text = page.text
    if not text:
        return NOTHING
    found: list[Span] = []
    for kind in ("search", "gambling", "betting"):
        for span in trade(page).text.get(kind, []):
            before = text[span.start - 1] if span.start else " "
            if before.isascii() and before.isalnum() and not text[span.start].isascii():
                found.append(span)
    return Reading(1000 * len(found) / (len(text) + EXTRA), lambda: sorted(found))
