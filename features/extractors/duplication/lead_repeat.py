"""A paragraph said again by the one after it."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.overlaps import said_again
from features.views.stretches import long_paragraphs
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
    found = said_again(page)
    if not found.lead:
        return ZERO
    return Reading(
        min(found.lead, 1.0),
        lambda: word_spans(page, np.array([found.start]), found.end - found.start),
    )
