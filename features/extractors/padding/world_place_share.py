"""How much of the text is names of cities outside China."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.places import PlaceKind, gazetteer
from features.quotes import spans
from features.views.characters import characters
from features.views.places import listed_places, places

BOUNDS = (0.0, 1.0)
SOURCE = "new (doorways for cities of the US and of the world)"

_WORLD = int(PlaceKind.WORLD)


def world_place_share(page: Page) -> Reading:
    """Share of the visible characters in rows of names of cities outside China or of US places."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    found = places(page)
    if not len(found):
        return ZERO
    listed = listed_places(page)
    if not len(listed):
        return ZERO
    abroad = listed[gazetteer().kinds.take(found.rows.take(listed)) >= _WORLD]
    if not len(abroad):
        return ZERO
    starts, ends = found.starts.take(abroad), found.ends.take(abroad)
    return Reading(int((ends - starts).sum()) / chars.size, lambda: spans(starts, ends))
