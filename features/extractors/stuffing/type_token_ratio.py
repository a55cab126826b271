"""How many of the words are different ones."""

from __future__ import annotations

import math

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.ngrams import enough_words, grams
from features.views.words import words

BOUNDS = (0.0, 1.0)
SOURCE = "type-token ratio (Bevendorff et al. 2024), in Herdan's form, which length moves less"


def type_token_ratio(page: Page) -> Reading:
    """Logarithm of the number of different words over the logarithm of all words.

    In unspaced scripts each character is a word. Content of fewer than 50 is not read.
    """
    text = words(page)
    if not enough_words(text):
        return NOTHING
    distinct = int(np.count_nonzero(grams(page)[1].counts))
    return Reading(math.log(distinct) / math.log(len(text)))
