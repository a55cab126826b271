"""The vocabulary of gambling."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.trade import rate

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"


def gambling_terms(page: Page) -> Reading:
    """Characters in words of gambling, lotteries too, per 1,000, hidden blocks included."""
    if not page.text:
        return NOTHING
    value, spans = rate(page, "gambling", "betting")
    return Reading(value, lambda: spans)
