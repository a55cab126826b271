"""Text that stands in for text."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.characters import characters
from features.views.phrases import Phrase, phrases

BOUNDS = (0.0, 1000.0)
SOURCE = "C4, Raffel et al. 2020 (lorem ipsum), widened"


def filler_rate(page: Page) -> Reading:
    """Filler phrases (lorem ipsum, sample page, 示例文本), per 1,000 visible characters."""
    seen = characters(page).seen
    if not seen:
        return NOTHING
    found = phrases(page)[Phrase.FILLER]
    if not found:
        return ZERO
    return Reading(min(1000.0 * len(found) / seen, 1000.0), lambda: found)
