"""How long the sentences are."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.stretches import sentences
from features.views.words import words

BOUNDS = (0.0, 21.0)
SOURCE = "readability tradition"


def sentence_length(page: Page) -> Reading:
    """Logarithm (base 2) of the words in the sentence that a word of the content stands in.

    The mean over all words; in unspaced scripts the words are characters. High when text runs
    on without stops, low in lists.
    """
    parts, first = sentences(page), words(page).first
    if not len(first):
        return NOTHING
    sizes = first.searchsorted(parts.last) - first.searchsorted(parts.first)
    return Reading(math.log2(max(1.0, int(sizes @ sizes) / len(first))))
