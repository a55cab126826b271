"""How much of the text is names of cities outside China."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.places import PlaceKind, gazetteer
from features.span import Span
from features.views.characters import characters
from features.views.places import places

BOUNDS = (0.0, 1.0)
SOURCE = "new (doorways for cities of the US and of the world)"

_WORLD = int(PlaceKind.WORLD)


def world_place_share(page: Page) -> Reading:
    """Share of the visible characters in names of cities outside China and of US places."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    found = places(page)
    if not len(found):
        return Reading(0.0)
    abroad = gazetteer().kinds.take(found.rows) >= _WORLD
    if not np.count_nonzero(abroad):
        return Reading(0.0)
    taken = int((found.ends - found.starts)[abroad].sum())

    def evidence() -> list[Span]:
        return [span for span, far in zip(found.spans(), abroad.tolist(), strict=True) if far]

    return Reading(taken / chars.size, evidence)
