"""The vocabulary of the betting trade."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.trade import rate

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"


def betting_terms(page: Page) -> Reading:
    """Characters in words and names of the betting trade per 1,000, hidden blocks included."""
    if not page.text:
        return NOTHING
    value, spans = rate(page, "betting")
    return Reading(value, lambda: spans)
