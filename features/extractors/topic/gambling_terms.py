"""The vocabulary of the betting trade."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.trade import density, trade

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"


def gambling_terms(page: Page) -> Reading:
    """Characters in words and best known names of betting sites per 1,000 of length + 500.

    Words that lotteries, games, laws and news on gambling use as well count where those of the
    trade stand on the page too, and as much as these at most.
    """
    if not page.text:
        return NOTHING
    kinds = trade(page).text
    own = kinds.get("betting")
    if not own:
        return ZERO
    shared = kinds.get("gambling", [])
    size = sum([end - start for start, end in own])
    more = sum([end - start for start, end in shared])
    return Reading(density(page, size + min(size, more)), lambda: sorted(own + shared))
