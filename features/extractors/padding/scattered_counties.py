"""Districts and counties from all over the country in one list."""

from __future__ import annotations

import functools
import math

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.places import gazetteer
from features.views.characters import characters
from features.views.places import place_runs, places, run_spans

BOUNDS = (0.0, 20.0)
SOURCE = "new (lists of places as padding)"
SUBJECT = subject(NOTHING, (cp.HAN,))

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

    The province that has most of them in all lists is left out: the counties of one province
    are what an honest page lists. Counted are names written with their kind (`区`, `县`, `旗`)
    in runs of places that have two of them or more (an address has one); text without Han
    letters is not read.
    """
    if not characters(page).count(cp.HAN):
        return NOTHING
    runs = place_runs(page)
    if not len(runs.first):
        return ZERO
    provinces = _provinces().take(places(page).rows)
    named = np.concatenate(([0], np.cumsum(provinces > 0)))
    several = named[runs.last] - named[runs.first] > 1
    if not several.any():
        return ZERO
    counts = np.zeros(_PROVINCES, dtype=np.intp)
    for first, last in zip(runs.first[several].tolist(), runs.last[several].tolist(), strict=True):
        counts += np.bincount(provinces[first:last], minlength=_PROVINCES)
    others = int(counts[1:].sum() - counts[1:].max())
    return Reading(math.log2(1 + others), lambda: run_spans(page)) if others else ZERO
