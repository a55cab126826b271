"""Text that is nothing but phrases in a row."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.characters import characters
from features.views.listings import listings

BOUNDS = (0.0, 1.0)
SOURCE = "new (runs of unrelated search phrases)"

LEAST = 6
"""Items of the shortest row counted."""


def phrase_list_share(page: Page) -> Reading:
    """Share of the visible characters in rows of six or more short items between separators.

    Items have at most 16 characters and are set apart by commas, semicolons, enumeration
    commas, bars or underscores; the end of a sentence or line breaks the row.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    found = listings(page)
    long = found.last - found.first >= LEAST
    if not np.count_nonzero(long):
        return Reading(0.0)
    taken = int((found.ends - found.starts)[long].sum())
    return Reading(min(taken / chars.size, 1.0), lambda: found.spans(least=LEAST))
