"""The longest passage that stands on the page twice."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.ngrams import enough_words, passages, repeated_spans
from features.views.words import words

BOUNDS = (0.0, 1.0)
SOURCE = "new"


def longest_passage(page: Page) -> Reading:
    """Share of the content's words in the longest passage that an earlier one has said.

    Content of fewer than 50 words is not read.
    """
    text = words(page)
    if not enough_words(text):
        return NOTHING
    found = passages(page)
    if not len(found.starts):
        return Reading(0.0)
    longest = int((found.ends - found.starts).max())
    return Reading(longest / len(text), lambda: repeated_spans(page, longest))
