"""How much of the source is text."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "Ntoulas et al. 2006, fraction of visible content"


def visible_share(page: Page) -> Reading:
    """Visible characters as a share of the length of the HTML source; HTML pages only."""
    if page.markup is None or not page.markup.size:
        return NOTHING
    return Reading(min(characters(page).seen / page.markup.size, 1.0))
