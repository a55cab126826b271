"""The one word the text will not stop saying."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.ngrams import enough_words, frequent, pairs, singles
from features.views.words import word_spans, words

BOUNDS = (0.0, 1.0)
SOURCE = (
    "keyword stuffing (one word far more often than the rest: Front-End-Checklist, 8 % of the"
    " text), against the page's own words so that no language has more of it; function words told"
    " by shape"
)

LONG = 5
"""Letters from which a word is hardly a function word."""
RANK = 20
FEW = 2


def top_word_share(page: Page) -> Reading:
    """Share of the uses of the most frequent long word that the twentieth does not reach.

    Long: five letters or more. In text that is mostly of unspaced scripts, pairs of characters
    are counted instead. Two uses are taken to be any word's due. Fewer than 50 words are not
    read.
    """
    text = words(page)
    if not enough_words(text):
        return NOTHING
    unspaced = text.single * 2 > len(text)
    ranked = frequent(page, paired=unspaced, few=FEW, long=LONG)
    if not ranked:
        return ZERO
    ranked.sort(reverse=True)
    most = ranked[0]
    usual = FEW if len(ranked) < RANK else ranked[RANK - 1]

    def evidence() -> list[Span]:
        runs = pairs(page) if unspaced else singles(page)
        counts = runs.counts
        if not unspaced:
            counts = np.where(text.last - text.first >= LONG, counts, 0)
        places = (runs.first == int(counts.argmax())).nonzero()[0]
        return word_spans(page, places, 2 if unspaced else 1)

    return Reading((most - usual) / most, evidence)
