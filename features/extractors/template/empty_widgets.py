"""Comment boxes, counters and lists that nobody ever used."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.characters import characters
from features.views.phrases import Phrase, phrases

BOUNDS = (0.0, 1000.0)
SOURCE = "new"


def empty_widgets(page: Page) -> Reading:
    """Signs of an unused comment box, counter or list, per 1,000 visible characters."""
    seen = characters(page).seen
    if not seen:
        return NOTHING
    found = phrases(page)[Phrase.WIDGET]
    if not found:
        return ZERO
    return Reading(min(1000.0 * len(found) / seen, 1000.0), lambda: found)
