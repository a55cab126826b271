"""How much of China the text names."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.places import gazetteer
from features.span import Span
from features.views.characters import characters
from features.views.places import places

BOUNDS = (0.0, 34.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, (cp.HAN,))


def provinces_covered(page: Page) -> Reading:
    """Number of China's provinces from which a place is named in the visible text.

    Text without Han letters is not read.
    """
    if not characters(page).count(cp.HAN):
        return NOTHING
    found = places(page)
    if not len(found):
        return ZERO
    provinces = gazetteer().provinces.take(found.rows)
    known = set(provinces.tolist()) - {0}

    def evidence() -> list[Span]:
        first = np.unique(provinces, return_index=True)[1]
        spans = found.spans()
        return [spans[at] for at in sorted(first.tolist()) if provinces[at]]

    if not known:
        return ZERO
    return Reading(float(min(len(known), 34)), evidence)
