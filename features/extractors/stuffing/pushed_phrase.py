"""A phrase pushed in all through a text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.ngrams import enough_words, first_occurrences, pairs
from features.views.words import Words, word_spans, words

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
        first = first_occurrences(keys.astype(np.uint64))
        counts = np.bincount(first)
        many = (counts > FEW).nonzero()[0]
    else:
        places, first, counts = np.arange(len(two.first)), two.first, two.counts
        many = (counts > FEW).nonzero()[0]
        lengths = found.last - found.first
        one, other = lengths.take(many), lengths.take(many + 1)
        many = many[(one + other >= LONG) & (one >= SHORT) & (other >= SHORT)]
    most, best = 0, (0, 0)
    for at in many[(-counts.take(many)).argsort(kind="stable")[:TRIED]].tolist():
        score, length = _pushed(found, places[first == at], size)
        if score > most:
            most, best = score, (at, length)
    share = most / (int(found.edges[-1]) + DUE)
    at, length = best
    return Reading(
        share,
        lambda: word_spans(page, places[first == at], length) if most else [],
    )


def _pushed(found: Words, places: npt.NDArray[np.intp], size: int) -> tuple[int, int]:
    """Letters of the phrase at ``places`` by its different sides, and its words."""
    ids = found.ids
    last = len(ids) - 1
    length = size
    behind = ids.take(np.minimum(places + length, last))
    while length < LONGEST and bool((behind == behind[0]).all()) and places[-1] + length < last:
        length += 1
        behind = ids.take(np.minimum(places + length, last))
    before = ids.take(np.maximum(places - 1, 0))
    ways = min(len(set(before.tolist())), len(set(behind.tolist()))) - FEW
    letters = int(found.edges[places[0] + length] - found.edges[places[0]])
    return max(0, ways) * max(0, letters - (size if size == UNSPACED else LONG) + 1), length
