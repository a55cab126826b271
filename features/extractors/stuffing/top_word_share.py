"""The one word the text will not stop saying."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.ngrams import enough_words, pairs, singles
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
    runs = pairs(page) if unspaced else singles(page)
    at = (runs.counts > FEW).nonzero()[0]
    if not unspaced:
        at = at[text.last.take(at) - text.first.take(at) >= LONG]
    if not len(at):
        return ZERO
    counts = runs.counts.take(at)
    ranked = sorted(counts.tolist(), reverse=True)
    most = ranked[0]
    usual = FEW if len(ranked) < RANK else ranked[RANK - 1]

    def evidence() -> list[Span]:
        places = (runs.first == at[int(counts.argmax())]).nonzero()[0]
        return word_spans(page, places, 2 if unspaced else 1)

    return Reading((most - usual) / most, evidence)
