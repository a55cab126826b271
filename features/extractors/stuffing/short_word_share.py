"""The little words of spaced scripts."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.words import words

BOUNDS = (0.0, 1.0)
SOURCE = "function-word ratio (Ntoulas et al. 2006), told by length so that no word list is needed"

LEAST = 50


def short_word_share(page: Page) -> Reading:
    """Share of the content's words that have at most three letters, scripts with spaces only.

    Read where at least half of 50 or more words belong to spaced scripts.
    """
    text = words(page)
    spaced = len(text) - text.single
    if spaced < LEAST or spaced < text.single:
        return NOTHING
    short = int(np.count_nonzero(text.last - text.first <= 3)) - text.single
    return Reading(max(0, short) / spaced)
