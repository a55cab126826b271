"""How random class names look."""

from __future__ import annotations

import itertools
import math
from collections import Counter

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.class_names import class_names

BOUNDS = (0.0, 8.0)
SOURCE = "new (character entropy, after Shannon 1951)"
LEAST = 10
MOST = 300
"""Names looked at; more add nothing to an entropy over some forty signs."""


def class_entropy(page: Page) -> Reading:
    """Entropy in bits of a character of a class name, given the one before it (10 names or more).

    Names made of words repeat their letter pairs; random strings do not.
    """
    if page.markup is None:
        return NOTHING
    names = list(class_names(page))[:MOST]
    if len(names) < LEAST:
        return NOTHING
    pairs: Counter[str] = Counter()
    singles: Counter[str] = Counter()
    for name in names:
        written = "^" + name[:40]
        singles.update(written[:-1])
        pairs.update(map("".join, itertools.pairwise(written)))
    total = pairs.total()
    if not total:
        return NOTHING
    joint = -sum(n / total * math.log2(n / total) for n in pairs.values())
    alone = -sum(n / total * math.log2(n / total) for n in singles.values())
    return Reading(min(max(joint - alone, 0.0), 8.0))
