"""Declared keywords that vary one phrase."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.keywords import declared_keywords

BOUNDS = (0.0, 1.0)
SOURCE = "new"
MOST = 40


def meta_keyword_nesting(page: Page) -> Reading:
    """Share of the first 40 declared keywords that contain, equal or lie in another one."""
    words = declared_keywords(page)[:MOST]
    if len(words) < 2:
        return NOTHING
    nested = sum(
        any(i != j and (word in other or other in word) for j, other in enumerate(words))
        for i, word in enumerate(words)
    )
    return Reading(nested / len(words))
