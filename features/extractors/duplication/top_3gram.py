"""The run of three words the text says most often."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.ngrams import enough_words, top_share
from features.views.words import word_spans, words

BOUNDS = (0.0, 1.0)
SOURCE = "Gopher (Rae et al. 2021, table A1); datatrove GopherRepetitionFilter"


def top_3gram(page: Page) -> Reading:
    """Share of the content's letters in its most frequent run of three words.

    In unspaced scripts each character is a word. Content of fewer than 50 words is not read.
    """
    if not enough_words(words(page)):
        return NOTHING
    share, places = top_share(page, 3)
    return Reading(share, lambda: word_spans(page, places, 3))
