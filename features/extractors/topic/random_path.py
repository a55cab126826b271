"""Paths and queries drawn at random."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.hostnames import path_parts, randomness

BOUNDS = (0.0, 1.0)
SOURCE = "new (link farms in random folders of hacked sites)"
SUBJECT = subject(NOTHING, Fact.ADDRESS)


def random_path(page: Page) -> Reading:
    """Randomness of the second most random part of the url: folders, file name, bare query words.

    One such part is what many sites call a page by; the values of named parameters are keys.
    """
    parts = path_parts(page)
    if not parts:
        return NOTHING
    return Reading(sorted([0.0, *map(randomness, parts)])[-2])
