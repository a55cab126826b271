"""The longest list of towns."""

from __future__ import annotations

import functools
import math

import numpy as np
import numpy.typing as npt

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.places import PlaceKind, gazetteer
from features.span import Span
from features.views.characters import characters
from features.views.places import place_lists, place_runs, places

BOUNDS = (0.0, 20.0)
SOURCE = "new"


@functools.cache
def _towns() -> npt.NDArray[np.bool_]:
    """Which names of the gazetteer are no provinces of China and no states of the US."""
    known = gazetteer()
    return np.asarray((known.kinds != int(PlaceKind.PROVINCE)) & ~known.states)


def place_run(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the different towns in the longest list that is one line.

    A list is broken by more than three characters between two names. Provinces of China and
    states of the US do not count: their list is the same everywhere. Names on lines of their own
    are the menu by which a reader chooses a town.
    """
    if not characters(page).seen:
        return NOTHING
    runs = place_runs(page)
    if not len(runs.first):
        return ZERO
    text = page.text
    starts, ends, rows = place_lists(page)
    towns = _towns().take(places(page).rows).tolist()
    best, span = 0, Span(0, 0)
    for first, last in zip(runs.first.tolist(), runs.last.tolist(), strict=True):
        if last - first <= best:
            continue
        names: set[int] = set()
        for at in range(first, last):
            if at > first and "\n" in text[ends[at - 1] : starts[at]]:
                names = set()
            if towns[at]:
                names.add(rows[at])
                if len(names) > best:
                    best, span = len(names), Span(starts[first], ends[last - 1])
    return Reading(math.log2(1 + best), lambda: [span]) if best else ZERO
