"""Lines that stand on the page more than once."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.stretches import lines, repeats

BOUNDS = (0.0, 1.0)
SOURCE = "Gopher (Rae et al. 2021, table A1), on normalised text"


def line_repeats(page: Page) -> Reading:
    """Share of lines that repeat an earlier line once disguises are taken off."""
    parts = lines(page)
    if len(parts) < 2:
        return NOTHING
    again = repeats(parts)
    if not np.count_nonzero(again):
        return Reading(0.0)
    return Reading(int(np.count_nonzero(again)) / len(parts), lambda: parts.spans(again))
