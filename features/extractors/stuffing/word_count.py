"""How long the content is."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.words import words

BOUNDS = (0.0, 21.0)
SOURCE = "Ntoulas et al. 2006, number of words; formulas of webspam-hadoop"


def word_count(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the content's words; in unspaced scripts, characters."""
    count = len(words(page))
    return Reading(math.log2(1 + count)) if count else NOTHING
