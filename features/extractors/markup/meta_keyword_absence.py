"""Declared keywords that the page does not speak of."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.characters import characters
from features.views.keywords import declared_keywords

BOUNDS = (0.0, 1.0)
SOURCE = "Bevendorff et al. 2024 (meta keyword overlap), reversed"
MOST = 40
"""Keywords looked up: each costs one search through the text."""


def meta_keyword_absence(page: Page) -> Reading:
    """Share of the first 40 declared keywords that the visible text does not contain."""
    words = declared_keywords(page)[:MOST]
    if not words:
        return NOTHING
    text = characters(page).text.lower()
    return Reading(sum(word not in text for word in words) / len(words))
