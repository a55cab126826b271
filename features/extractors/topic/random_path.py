"""Paths and queries drawn at random."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.hostnames import path_segments, randomness

BOUNDS = (0.0, 1.0)
SOURCE = "new (link farms in random folders of hacked sites)"
SUBJECT = subject(NOTHING, Fact.ADDRESS)


def random_path(page: Page) -> Reading:
    """Mean randomness of the folders, the file name and the query words of the url."""
    segments = path_segments(page)
    if not segments:
        return NOTHING
    # Added in order: the built-in sum of floats differs between Python versions.
    total = 0.0
    for segment in segments:
        total += randomness(segment)
    return Reading(total / len(segments))
