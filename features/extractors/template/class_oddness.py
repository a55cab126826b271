"""Class names that nobody would think of."""

from __future__ import annotations

import re

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.class_names import class_names

BOUNDS = (0.0, 1.0)
SOURCE = "new (page generators give every element a random class)"
LEAST = 10
MOST = 500
"""Names looked at: a share needs no more."""

# Digits inside letters or letters inside digits (x7fq2), or four consonants in front (bqrts).
_ODD = re.compile(r"[a-z]\d+[a-z]|\d[a-z]+\d|(?:^|[^a-z])[b-df-hj-np-tv-xz]{4}", re.I)


def class_oddness(page: Page) -> Reading:
    """Share of the class names that look drawn at random (10 names or more)."""
    if page.markup is None:
        return NOTHING
    names = list(class_names(page))[:MOST]
    if len(names) < LEAST:
        return NOTHING
    return Reading(sum(_ODD.search(name[:80]) is not None for name in names) / len(names))
