"""Class names drawn at random."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.class_names import class_names
from features.views.letter_pairs import rare_pairs

BOUNDS = (0.0, 1.0)
SOURCE = "new (page generators give every element a random class)"
SUBJECT = subject(NOTHING, Fact.MARKUP)

LEAST = 5
_MOST = 64
"""Names read."""
_FEW = 5
_SHORTEST, _LONGEST = 4, 24


def random_classes(page: Page) -> Reading:
    """Share of the page's class names, and of five more, whose letters no word holds side by side.

    Read are names of 4 to 24 small letters with no sign or digit (build tools mark theirs by
    such), the first 64 of the page; fewer than five are not read.
    """
    if page.markup is None:
        return NOTHING
    names = [
        name
        for name in list(class_names(page))[:_MOST]
        if _SHORTEST <= len(name) <= _LONGEST
        and name.isascii()
        and name.isalpha()
        and name.islower()
    ]
    if len(names) < LEAST:
        return NOTHING
    return Reading(sum([rare_pairs(name) >= 2 for name in names]) / (len(names) + _FEW))
