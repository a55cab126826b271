"""Letters in lines that stand on the page more than once."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.stretches import lines, repeats

BOUNDS = (0.0, 1.0)
SOURCE = "Gopher duplicate line characters; FineWeb char_dup_ratio (Penedo et al. 2024)"


def line_repeat_chars(page: Page) -> Reading:
    """Share of the content's letters in lines that repeat an earlier line, normalised."""
    parts = lines(page)
    if len(parts) < 2:
        return NOTHING
    again = repeats(parts)
    if not np.count_nonzero(again):
        return Reading(0.0)
    return Reading(
        int(parts.sizes[again].sum()) / int(parts.sizes.sum()), lambda: parts.spans(again)
    )
