"""How many keywords the head declares."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.keywords import declared_keywords

BOUNDS = (0.0, 500.0)
SOURCE = "Ntoulas et al. 2006; Google spam policies (keyword stuffing)"
SUBJECT = subject(NOTHING, Fact.MARKUP)


def meta_keyword_count(page: Page) -> Reading:
    """Keywords in the keywords meta element (at most 500)."""
    if page.markup is None:
        return NOTHING
    return Reading(float(len(declared_keywords(page))))
