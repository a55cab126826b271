"""The longest list of places."""

from __future__ import annotations

import math

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.characters import characters
from features.views.places import place_runs, run_spans

BOUNDS = (0.0, 20.0)
SOURCE = "new"


def place_run(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the longest run of place names with next to nothing between.

    A run is broken by more than three characters between two names.
    """
    if not characters(page).seen:
        return NOTHING
    runs = place_runs(page)
    if not len(runs.first):
        return ZERO
    longest = int((runs.last - runs.first).max())
    return Reading(math.log2(1 + longest), lambda: run_spans(page)[:1])
