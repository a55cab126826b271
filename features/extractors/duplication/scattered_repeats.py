"""Long passages said again, several different ones."""

from __future__ import annotations

import math

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.quotes import merged
from features.views.characters import characters
from features.views.ngrams import passages
from features.views.words import word_spans, words

BOUNDS = (0.0, 20.0)
SOURCE = "new (pages filled up with paragraphs drawn from one pool)"

_LONG, _LONG_HAN = 150, 60
"""Letters of a passage: more than captions, quotations and notes have that stand twice."""
_BETWEEN = 3
"""Words, in Han characters, that may be changed within one copy."""
_FEW = 300
"""Letters added to the text."""


def scattered_repeats(page: Page) -> Reading:
    """Share of the letters in long passages said before, times the logarithm of how many there are.

    Base 2, of different ones: an article that stands on its page twice in one piece, or one
    caption under ten pictures, reads 0. A passage has 150 letters or more, 60 in Han.
    """
    text = words(page)
    if len(text.edges) < 2:
        return NOTHING
    found = passages(page)
    if not len(found.starts):
        return ZERO
    chars = characters(page)
    han = 2 * chars.count(cp.HAN) > chars.count(cp.LETTER)
    sizes = text.edges.take(found.ends) - text.edges.take(found.starts)
    long = sizes >= (_LONG_HAN if han else _LONG)
    starts, ends, sources = found.starts[long], found.ends[long], found.sources[long]
    if len(sources) < 2:
        return ZERO
    # What follows without a break is one copy, whose words may have stood in several places.
    places = 1 + int(np.count_nonzero(starts[1:] > ends[:-1] + _BETWEEN))
    different = min(len(set(sources.tolist())), places)
    if different < 2:
        return ZERO
    share = int(sizes[long].sum()) / (int(text.edges[-1] - text.edges[0]) + _FEW)
    return Reading(
        min(share * math.log2(different), 20.0),
        lambda: merged(
            span
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
            for span in word_spans(page, np.array([start]), end - start)
        ),
    )
