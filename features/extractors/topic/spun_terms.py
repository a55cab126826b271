"""Synonyms no writer would choose."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.trade import density, trade

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"


def spun_terms(page: Page) -> Reading:
    """Different words that spinners put for plain ones, per 1,000 of length + 500.

    A spinner changes many words; an honest page may have one of them, over and over.
    """
    if not page.text:
        return NOTHING
    spans = trade(page).text.get("spun", [])
    if not spans:
        return ZERO
    different = {page.text[start:end].lower() for start, end in spans}
    return Reading(density(page, len(different)), lambda: spans)
