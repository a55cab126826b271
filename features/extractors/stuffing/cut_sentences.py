"""Sentences that stop at a number."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.characters import characters
from features.views.line_shapes import line_shapes
from features.views.stretches import lines

BOUNDS = (0.0, 1.0)
SOURCE = "new (scraped sentences cut at a price or telephone number)"

SHORTEST = 30


def cut_sentences(page: Page) -> Reading:
    """Share of the content's lines of 30 letters or more that end in a digit, unpunctuated."""
    parts = lines(page)
    long = parts.sizes >= SHORTEST
    count = int(np.count_nonzero(long))
    if not count:
        return NOTHING
    cut = characters(page).mask(cp.ASCII_DIGIT).take(parts.ends - 1)
    cut &= long
    if not np.count_nonzero(cut):
        return ZERO
    cut &= ~line_shapes(page).ended
    return Reading(int(np.count_nonzero(cut)) / count, lambda: parts.spans(cut))
