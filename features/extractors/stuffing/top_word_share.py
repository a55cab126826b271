"""The one word the text will not stop saying."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.ngrams import enough_words, grams
from features.views.words import word_spans, words

BOUNDS = (0.0, 1.0)
SOURCE = "keyword density (one word in more than 8 % of the text), function words told by shape"

LONG = 5
"""Letters from which a word is hardly a function word."""


def top_word_share(page: Page) -> Reading:
    """Share of the content's words that are its most frequent long word, or letter pair.

    Long: five letters or more. In text that is mostly of unspaced scripts, the most frequent
    pair of characters, as a share of all characters. Fewer than 50 words are not read.
    """
    text = words(page)
    if not enough_words(text):
        return NOTHING
    runs = grams(page)
    if text.single * 2 > len(text):
        if 2 not in runs or runs[2].often < 2:
            return Reading(0.0)
        pair = runs[2]
        return Reading(
            min(2 * pair.often / len(text), 1.0),
            lambda: word_spans(page, (pair.first == pair.top).nonzero()[0], 2),
        )
    counts = np.where(text.last - text.first >= LONG, runs[1].counts, 0)
    best = int(counts.argmax())
    return Reading(
        int(counts[best]) / len(text),
        lambda: word_spans(page, (runs[1].first == best).nonzero()[0], 1),
    )
