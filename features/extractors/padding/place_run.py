"""The longest list of towns."""

from __future__ import annotations

import functools
import math

import numpy as np
import numpy.typing as npt

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.places import US_STATES, PlaceKind, gazetteer
from features.span import Span
from features.views.characters import characters
from features.views.places import place_runs, places

BOUNDS = (0.0, 20.0)
SOURCE = "new"


@functools.cache
def _towns() -> npt.NDArray[np.bool_]:
    """Which names of the gazetteer are no provinces of China and no states of the US."""
    known = gazetteer()
    states = np.array([name in US_STATES for name in known.names], dtype=np.bool_)
    towns: npt.NDArray[np.bool_] = (known.kinds != int(PlaceKind.PROVINCE)) & ~states
    return towns


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
    text, found = page.text, places(page)
    starts, ends, rows = found.starts.tolist(), found.ends.tolist(), found.rows.tolist()
    towns = _towns().take(found.rows).tolist()
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
