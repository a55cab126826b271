"""Class names that nobody would think of."""

from __future__ import annotations

import functools
import re
from itertools import islice

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.class_names import class_names

BOUNDS = (0.0, 1.0)
SOURCE = "new (page generators give every element a random class)"
LEAST = 10
MOST = 500
"""Names looked at: a share needs no more."""
LONGEST = 80
"""Characters of a name that are looked at."""

# Digits inside letters or letters inside digits (x7fq2), or four consonants in front (bqrts).
_ODD = re.compile(r"[a-z]\d+[a-z]|\d[a-z]+\d|(?:^|[^a-z])[b-df-hj-np-tv-xz]{4}", re.I)


@functools.lru_cache(maxsize=1 << 15)
def _odd(name: str) -> bool:
    # Pages of one site, and of one framework, name their classes alike.
    return _ODD.search(name) is not None


def class_oddness(page: Page) -> Reading:
    """Share of the class names that look drawn at random (10 names or more)."""
    if page.markup is None:
        return NOTHING
    names = [
        name if len(name) <= LONGEST else name[:LONGEST] for name in islice(class_names(page), MOST)
    ]
    if len(names) < LEAST:
        return NOTHING
    return Reading(sum(map(_odd, names)) / len(names))
