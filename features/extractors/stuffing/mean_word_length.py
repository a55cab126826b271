"""How long the words are."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.words import words

BOUNDS = (0.0, 1e6)
SOURCE = "Ntoulas et al. 2006, average length of words; Gopher (Rae et al. 2021)"

LEAST = 20


def mean_word_length(page: Page) -> Reading:
    """Mean letters of a word of the content; scripts without spaces are left out.

    Read where 20 words or more, and most of all, belong to spaced scripts.
    """
    text = words(page)
    spaced = len(text) - text.single
    if spaced < max(LEAST, text.single):
        return NOTHING
    return Reading((int(text.edges[-1]) - text.single) / spaced)
