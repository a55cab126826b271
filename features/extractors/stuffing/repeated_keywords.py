"""One keyword declared over and over."""

from __future__ import annotations

from collections import Counter

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.keywords import declared_keywords

BOUNDS = (1.0, 500.0)
SOURCE = "keyword stuffing (Google Search spam policies); measure new"
SUBJECT = subject(NOTHING, Fact.MARKUP)


def repeated_keywords(page: Page) -> Reading:
    """How often the head of the page declares the keyword it declares most often."""
    keywords = declared_keywords(page)
    if not keywords:
        return NOTHING
    return Reading(float(max(Counter(keywords).values())))
