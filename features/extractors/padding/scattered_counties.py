"""Districts and counties from all over the country in one list."""

from __future__ import annotations

import functools
import math

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.places import gazetteer
from features.views.characters import characters
from features.views.places import listed_places, places, run_spans

BOUNDS = (0.0, 20.0)
SOURCE = "new (lists of places as padding)"

_LEAST = 5
_KINDS = frozenset("区县旗區縣")
_PROVINCES = 100  # codes have two digits


@functools.cache
def _provinces() -> npt.NDArray[np.int16]:
    """The province of every name that says it is a district or county; 0 for all others."""
    known = gazetteer()
    named = np.array([name[-1] in _KINDS for name in known.names], dtype=np.bool_)
    return np.where(named, known.provinces, 0).astype(np.int16)


def scattered_counties(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of districts and counties listed beside those of one province.

    The province that has most of them is left out: a list of its counties is what an honest
    page has. Counted are names written with their kind (`区`, `县`, `旗`) in runs of places;
    text without Han letters is not read.
    """
    if not characters(page).count(cp.HAN):
        return NOTHING
    listed = listed_places(page)
    if len(listed) < _LEAST:
        return ZERO
    counts = np.bincount(_provinces().take(places(page).rows.take(listed)), minlength=_PROVINCES)[
        1:
    ]
    others = int(counts.sum() - counts.max())
    return Reading(math.log2(1 + others), lambda: run_spans(page)) if others else ZERO
