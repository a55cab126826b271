"""Paragraphs that stand on the page more than once."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.stretches import paragraphs

BOUNDS = (0.0, 1.0)
SOURCE = "Gopher duplicate paragraph characters (Rae et al. 2021), for running text only"

_LONG = 60


def paragraph_repeats(page: Page) -> Reading:
    """Share of the letters of long paragraphs (60 or more) in ones said before, normalised."""
    found = paragraphs(page)
    if found.longest < _LONG:
        return NOTHING
    if found.again is None:
        return ZERO
    long = found.sizes >= _LONG
    total = int(found.sizes[long].sum())
    again = found.again & long
    return Reading(float(found.sizes[again].sum()) / total, lambda: found.spans(again))
