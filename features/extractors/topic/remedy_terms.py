"""The vocabulary of remedies and private clinics."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.trade import rate

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"


def remedy_terms(page: Page) -> Reading:
    """Characters in words of drug and clinic spam per 1,000 of the text, hidden blocks included."""
    if not page.text:
        return NOTHING
    value, spans = rate(page, "remedy")
    return Reading(value, lambda: spans)
