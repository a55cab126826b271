"""One phrase said in sentence after sentence."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.ngrams import grams, top_share
from features.views.stretches import sentences
from features.views.words import word_spans, words

BOUNDS = (0.0, 1.0)
SOURCE = "new (one search phrase between changing sentences)"

LEAST = 5
RUN = 5


def phrase_chain(page: Page) -> Reading:
    """Share of sentences that hold the content's most frequent run of five words.

    In unspaced scripts the words are characters. Fewer than five sentences of eight letters
    or more are not read.
    """
    parts = sentences(page)
    if len(parts) < LEAST:
        return NOTHING
    long = [size >= 8 for size in parts.sizes.tolist()]
    if sum(long) < LEAST:
        return NOTHING
    runs = grams(page)
    if RUN not in runs or runs[RUN].often < 2:
        return Reading(0.0)
    _, places = top_share(page, RUN)
    owners = parts.first.searchsorted(words(page).first.take(places), side="right") - 1
    holding = {owner for owner in owners.tolist() if long[owner]}
    return Reading(len(holding) / sum(long), lambda: word_spans(page, places, RUN))
