"""Passages of seven words or more that have stood on the page before."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.ngrams import enough_words, repeated_share, repeated_spans
from features.views.words import words

BOUNDS = (0.0, 1.0)
SOURCE = "Gopher (Rae et al. 2021, table A1); datatrove GopherRepetitionFilter"


def dup_7gram(page: Page) -> Reading:
    """Share of the content's letters in passages of seven words or more said before.

    In unspaced scripts each character is a word. Content of fewer than 50 words is not read.
    """
    if not enough_words(words(page)):
        return NOTHING
    return Reading(repeated_share(page, 7), lambda: repeated_spans(page, 7))
