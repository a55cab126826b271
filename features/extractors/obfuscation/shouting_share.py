"""Runs of exclamation and question marks."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import merged, spans
from features.views.characters import characters
from features.views.stops import stops

BOUNDS = (0.0, 1.0)
SOURCE = "SpamAssassin 20_head_tests.cf (PLING_QUERY), as a share"

_LOUD = np.array(sorted(map(ord, "!?！？")), dtype=np.uint32)


def shouting_share(page: Page) -> Reading:
    """Exclamation and question marks that touch another one, as a share of stops and commas."""
    if not characters(page).seen:
        return NOTHING
    marks = stops(page)
    total = len(marks.at)
    if not total:
        return NOTHING
    touching = np.flatnonzero(marks.at[1:] - marks.at[:-1] == 1)
    if not len(touching):
        return Reading(0.0)
    loud = np.isin(marks.codes, _LOUD)
    pair = touching[loud[touching] & loud[touching + 1]]
    at = marks.at[pair]
    involved = len(np.union1d(pair, pair + 1))
    return Reading(involved / total, lambda: merged(spans(at, at + 2)))
