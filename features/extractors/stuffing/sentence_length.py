"""How long the sentences are."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.stretches import sentences

BOUNDS = (0.0, 21.0)
SOURCE = "readability tradition"


def sentence_length(page: Page) -> Reading:
    """Logarithm (base 2) of the mean letters of a sentence of the content, weighted by letters.

    Long when text runs on without stops, short in lists.
    """
    sizes = sentences(page).sizes
    if not len(sizes):
        return NOTHING
    return Reading(math.log2(max(1.0, float((sizes * sizes).sum()) / float(sizes.sum()))))
