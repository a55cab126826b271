"""A title the text does not bear out."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.stretches import folded_text
from features.views.titlepairs import declared_title, pairs

BOUNDS = (0.0, 1.0)
SOURCE = "new; after title and body overlap in Ntoulas et al. 2006"


def title_text_gap(page: Page) -> Reading:
    """Share of the title's character pairs that the visible text does not hold."""
    title = declared_title(page)
    if title is None:
        return NOTHING
    wanted = pairs(title)
    text = folded_text(page)
    if len(wanted) < 4 or len(text) < 100:
        return NOTHING
    return Reading(sum(pair not in text for pair in wanted) / len(wanted))
