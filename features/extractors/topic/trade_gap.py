"""Words of search spam crowded into one part of a page."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.trade import SPAM_KINDS, trade

BOUNDS = (0.0, 1.0)
SOURCE = "new"
PARTS = 10
FEWEST = 3


def trade_gap(page: Page) -> Reading:
    """Share of the tenths of the text without any word of search spam, on pages with three."""
    spans = [span for kind in SPAM_KINDS for span in trade(page).text.get(kind, [])]
    if len(spans) < FEWEST or len(page.text) < 200:
        return NOTHING
    held = {span.start * PARTS // len(page.text) for span in spans}
    return Reading(1 - len(held) / PARTS, lambda: sorted(spans))
