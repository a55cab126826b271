"""A paragraph said again by the one after it."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.overlaps import overlaps
from features.views.stretches import LONG, long_paragraphs, paragraphs
from features.views.words import word_spans

BOUNDS = (0.0, 1.0)
SOURCE = "new"


def lead_repeat(page: Page) -> Reading:
    """Greatest share of a paragraph that stands in one piece inside the next paragraph.

    Both are normalised first, so emoji, spacing and width hide nothing. Paragraphs of fewer
    than 40 letters and digits are not looked at.
    """
    if long_paragraphs(page) < 2:
        return NOTHING
    parts = paragraphs(page)
    best, start, end = 0.0, 0, 0
    for found in overlaps(page):
        if found.copy == found.source + 1:
            size = int(parts.sizes[found.source])
            if size >= LONG and found.longest / size > best:
                best, start, end = found.longest / size, found.start, found.end
    if not best:
        return ZERO
    return Reading(min(best, 1.0), lambda: word_spans(page, np.array([start]), end - start))
