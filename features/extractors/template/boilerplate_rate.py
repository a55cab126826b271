"""Legal and service phrases that every site has."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.characters import characters
from features.views.phrases import Phrase, phrases

BOUNDS = (0.0, 1000.0)
SOURCE = "NeMo Curator BoilerPlateStringFilter, as a rate"


def boilerplate_rate(page: Page) -> Reading:
    """Legal and service phrases (all rights reserved, 联系我们), per 1,000 visible characters."""
    seen = characters(page).seen
    if not seen:
        return NOTHING
    found = phrases(page)[Phrase.BOILERPLATE]
    if not found:
        return ZERO
    return Reading(min(1000.0 * len(found) / seen, 1000.0), lambda: found)
