"""Synonyms no writer would choose."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.trade import rate

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"


def spun_terms(page: Page) -> Reading:
    """Characters in words spinners put for plain ones per 1,000 of the page's text."""
    if not page.text:
        return NOTHING
    value, spans = rate(page, "spun")
    return Reading(value, lambda: spans)
