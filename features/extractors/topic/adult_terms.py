"""The vocabulary of pornography."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.trade import rate

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"


def adult_terms(page: Page) -> Reading:
    """Characters in words of pornography per 1,000 of length + 500, hidden blocks included."""
    if not page.text:
        return NOTHING
    value, spans = rate(page, "adult")
    if not value:
        return ZERO
    return Reading(value, lambda: spans)
