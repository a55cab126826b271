"""Whether neighbouring stretches of text belong together more than distant ones."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.topics import mean_beside, topics

BOUNDS = (-1.0, 1.0)
SOURCE = "new (lexical cohesion, Hearst 1997, against all pairs of the same page)"

LEAST = 5
"""Stretches of content a page must have."""


def order_coherence(page: Page) -> Reading:
    """Mean cosine of neighbouring stretches of the content, less the mean of all pairs.

    A text that was shuffled or stitched from sentences reads near zero: its neighbours are
    no more alike than any two stretches. Fewer than five stretches are not read.
    """
    found = topics(page)
    if len(found.beside) < LEAST - 1:
        return NOTHING
    return Reading(mean_beside(found) - found.all_pairs)
