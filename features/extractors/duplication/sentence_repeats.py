"""Sentences that stand on the page more than once."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.stretches import sentences

BOUNDS = (0.0, 1.0)
SOURCE = "C4 (Raffel et al. 2020) counts repeated sentences across pages; here inside one"


def sentence_repeats(page: Page) -> Reading:
    """Share of sentences that repeat an earlier sentence once disguises are taken off.

    Sentences of fewer than eight letters are left out.
    """
    parts = sentences(page)
    count = int(np.count_nonzero(parts.sizes >= 8))
    if count < 2:
        return NOTHING
    if parts.again is None:
        return ZERO
    again = parts.again & (parts.sizes >= 8)
    return Reading(int(np.count_nonzero(again)) / count, lambda: parts.spans(again))
