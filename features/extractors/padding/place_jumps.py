"""Place lists that jump across the country."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.places import gazetteer
from features.views.places import place_runs, places, run_spans

BOUNDS = (0.0, 1.0)
SOURCE = "new (city tuples in random order)"

LEAST = 5


def place_jumps(page: Page) -> Reading:
    """Share of neighbours in place lists that lie in different provinces of China.

    A table of a region reads near 0, names drawn at random near 1. Fewer than five pairs of
    known province are not read.
    """
    found, runs = places(page), place_runs(page)
    if not len(runs.first):
        return NOTHING
    provinces = gazetteer().provinces[found.rows]
    beside = np.zeros(len(found), dtype=np.bool_)
    for first, last in zip(runs.first.tolist(), runs.last.tolist(), strict=True):
        beside[first : last - 1] = True
    at = beside.nonzero()[0]
    one, other = provinces[at], provinces[at + 1]
    known = (one > 0) & (other > 0)
    if np.count_nonzero(known) < LEAST:
        return NOTHING
    return Reading(float((one != other)[known].mean()), lambda: run_spans(page))
