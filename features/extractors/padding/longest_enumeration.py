"""The longest list inside a sentence."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.characters import characters
from features.views.listings import listings

BOUNDS = (0.0, 21.0)
SOURCE = "new"


def longest_enumeration(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the most short items in a row between commas or bars.

    Items have at most 16 characters; the end of a sentence or line breaks the row.
    """
    if not characters(page).seen:
        return NOTHING
    found = listings(page)
    longest = int((found.last - found.first).max()) if len(found.first) else 0
    return Reading(math.log2(1 + longest), lambda: found.spans(most=1))
