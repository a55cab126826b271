"""A place where the text changes its subject."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.topics import LEAST, mean_beside, stretch_span, topics

BOUNDS = (0.0, 1.0)
SOURCE = "new (semantic breaks inside a page: Liao et al. 2016, SEISE)"


def block_topic_gap(page: Page) -> Reading:
    """One minus the least cosine of two neighbouring stretches, over the mean of all neighbours.

    Stretches are whole paragraphs of together at least 150 letters, as vectors of hashed
    letter pairs; content of fewer than three stretches is not read.
    """
    found = topics(page)
    if len(found.beside) < LEAST - 1:
        return NOTHING
    least = min(found.beside)
    at, mean = found.beside.index(least), mean_beside(found)
    return Reading(
        max(0.0, 1.0 - least / mean) if mean else 0.0,
        lambda: [stretch_span(page, at), stretch_span(page, at + 1)],
    )
