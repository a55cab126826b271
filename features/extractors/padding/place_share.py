"""How much of the text is names of places."""

from __future__ import annotations

from operator import sub

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.characters import characters
from features.views.places import GAP, places, run_spans

BOUNDS = (0.0, 1.0)
SOURCE = "new (doorways that name regions or cities: Google Search spam policies)"


def place_share(page: Page) -> Reading:
    """Share of the visible characters in names of places and between the names of one run.

    Names come from the gazetteer (divisions of China, cities of the world, of the US).
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    found = places(page)
    if not len(found):
        return ZERO
    starts, ends = found.starts.tolist(), found.ends.tolist()
    between = map(sub, starts[1:], ends)
    taken = sum(ends) - sum(starts) + sum([gap for gap in between if gap <= GAP])
    return Reading(taken / chars.size, lambda: run_spans(page) or found.spans())
