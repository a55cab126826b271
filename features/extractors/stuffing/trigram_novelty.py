"""How seldom three words come back together."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.ngrams import enough_words, entropy
from features.views.words import words

BOUNDS = (0.0, 1.0)
SOURCE = "Ntoulas et al. 2006, independent n-gram likelihood (n = 3), over its maximum"


def trigram_novelty(page: Page) -> Reading:
    """Mean negative log-likelihood of the content's runs of three words, over its maximum.

    1 when no run comes back. Content of fewer than 50 words is not read.
    """
    text = words(page)
    if not enough_words(text):
        return NOTHING
    return Reading(min(max(0.0, entropy(page, 3)) / math.log(len(text) - 2), 1.0))
