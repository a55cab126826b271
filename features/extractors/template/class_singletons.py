"""Class names used once."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.class_names import class_names

BOUNDS = (0.0, 1.0)
SOURCE = "new (page generators give every element a random class)"
SUBJECT = subject(NOTHING, Fact.MARKUP)
LEAST = 10


def class_singletons(page: Page) -> Reading:
    """Share of the class names on the page that only one element carries (10 names or more)."""
    if page.markup is None:
        return NOTHING
    names = class_names(page)
    if len(names) < LEAST:
        return NOTHING
    return Reading(sum(count == 1 for count in names.values()) / len(names))
