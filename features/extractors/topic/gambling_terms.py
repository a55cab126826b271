"""The vocabulary of the betting trade."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.trade import rate

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"


def gambling_terms(page: Page) -> Reading:
    """Characters in words and best known names of betting sites per 1,000 of length + 500.

    Words that lotteries, laws and news on gambling use as well are left out.
    """
    if not page.text:
        return NOTHING
    value, spans = rate(page, "betting", often=True)
    if not value:
        return ZERO
    return Reading(value, lambda: spans)
