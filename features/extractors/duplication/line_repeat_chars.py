"""Letters in lines that stand on the page more than once."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.characters import characters
from features.views.script_shares import as_long_as
from features.views.stretches import lines

BOUNDS = (0.0, 1.0)
SOURCE = "Gopher duplicate line characters; FineWeb char_dup_ratio (Penedo et al. 2024)"

SHORT = 25
"""Letters of the shortest line counted, in an alphabet."""


def line_repeat_chars(page: Page) -> Reading:
    """Share of the content's letters in lines that repeat an earlier line, normalised.

    Lines of fewer than 25 letters, 10 in Han, are entries of menus and do not count.
    """
    parts = lines(page)
    if len(parts) < 2:
        return NOTHING
    if parts.again is None:
        return ZERO
    again = parts.again & (parts.sizes >= as_long_as(characters(page), SHORT))
    if not np.count_nonzero(again):
        return ZERO
    return Reading(
        int(parts.sizes[again].sum()) / int(parts.sizes.sum()), lambda: parts.spans(again)
    )
