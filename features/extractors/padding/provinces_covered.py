"""How much of China the text names."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.places import gazetteer
from features.span import Span
from features.views.characters import characters
from features.views.places import places

BOUNDS = (0.0, 34.0)
SOURCE = "new"


def provinces_covered(page: Page) -> Reading:
    """Number of China's provinces from which a place is named anywhere in the visible text."""
    if not characters(page).seen:
        return NOTHING
    found = places(page)
    if not len(found):
        return Reading(0.0)
    provinces = gazetteer().provinces[found.rows]
    known, first = np.unique(provinces, return_index=True)

    def evidence() -> list[Span]:
        spans = found.spans()
        return [spans[at] for at in sorted(first[known > 0].tolist())]

    return Reading(float(min(int((known > 0).sum()), 34)), evidence)
