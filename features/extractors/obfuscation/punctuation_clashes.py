"""Two different stops side by side."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import spans, with_context
from features.views.characters import characters
from features.views.stops import stops

BOUNDS = (0.0, 1000.0)
SOURCE = "new (seams of text that was cut or had words removed)"

# Signs that writers do put together: ?! and dots, and what follows abbreviations.
_FREE = np.array(sorted(map(ord, "?!？！….:·")), dtype=np.uint32)


def punctuation_clashes(page: Page) -> Reading:
    """Two different commas or stops with nothing between them, per 1,000 characters."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    marks = stops(page)
    touching = np.flatnonzero(marks.at[1:] - marks.at[:-1] == 1)
    if not len(touching):
        return Reading(0.0)
    left, right = marks.codes[touching], marks.codes[touching + 1]
    clash = (left != right) & ~np.isin(left, _FREE) & ~np.isin(right, _FREE)
    at = marks.at[touching[clash]]
    return Reading(
        1000.0 * len(at) / chars.seen, lambda: with_context(chars.text, spans(at, at + 2))
    )
