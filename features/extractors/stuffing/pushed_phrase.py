"""A phrase pushed in all through a text."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.ngrams import counted, enough_words, pairs
from features.views.sides import sides
from features.views.words import word_spans, words

BOUNDS = (0.0, 1.0)
SOURCE = "keyword stuffing (density of a phrase, Front-End-Checklist); its ever-changing sides: new"

UNSPACED = 4
"""Characters of an unspaced script by which a phrase is known; of words it is two."""
LONG = 9
"""Letters and digits in the two words of a spaced script, at least."""
SHORT = 3
"""Letters in either of them, at least."""
LONGEST = 8
"""Words to which a phrase is followed while all its uses go on alike."""
TRIED = 4
FEW = 2
DUE = 300


def pushed_phrase(page: Page) -> Reading:
    """Share of the letters (and 300 more) in one phrase that stands between ever new words.

    A phrase: two words, or four characters of an unspaced script, and what always follows them.
    Its uses count by the different words before it or behind it, whichever are fewer; two are
    any phrase's due. Fewer than 50 words are not read.
    """
    found = words(page)
    if not enough_words(found):
        return NOTHING
    size = UNSPACED if found.single * 2 > len(found) else 2
    two = pairs(page)
    if size == UNSPACED:
        often = two.counts.take(two.first) > FEW
        places = (often[:-2] & often[2:]).nonzero()[0]
        # Two pairs, each by its first place, are the four characters.
        keys = two.first.take(places) * len(found) + two.first.take(places + 2)
        first, counts = counted(keys.astype(np.uint64))
        many = (counts > FEW).nonzero()[0]
    else:
        places, first, counts = np.arange(len(two.first)), two.first, two.counts
        many = (counts > FEW).nonzero()[0]
        lengths = found.last - found.first
        one, other = lengths.take(many), lengths.take(many + 1)
        many = many[(one + other >= LONG) & (one >= SHORT) & (other >= SHORT)]
    if not len(many):
        return Reading(0.0, list)
    most, best = 0, (0, 0)
    tried = many[(-counts.take(many)).argsort(kind="stable")[:TRIED]].tolist()
    least = (size if size == UNSPACED else LONG) - 1
    for at, (before, behind, letters, length) in zip(
        tried, sides(found, places, first, tried, size, LONGEST), strict=True
    ):
        score = max(0, min(before, behind) - FEW) * max(0, letters - least)
        if score > most:
            most, best = score, (at, length)
    share = most / (int(found.edges[-1]) + DUE)
    at, length = best
    return Reading(
        share,
        lambda: word_spans(page, places[first == at], length) if most else [],
    )
