"""How evenly the text uses its words."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.ngrams import enough_words, entropy
from features.views.words import words

BOUNDS = (0.0, 14.0)
SOURCE = "entropy of webspam-hadoop's content features, by word"


def word_entropy(page: Page) -> Reading:
    """Entropy of the content's words in nats; in unspaced scripts, of its characters.

    Content of fewer than 50 words is not read.
    """
    if not enough_words(words(page)):
        return NOTHING
    return Reading(max(0.0, entropy(page, 1)))
