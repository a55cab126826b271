"""A paragraph that another one contains."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.overlaps import said_again
from features.views.stretches import long_paragraphs, paragraphs

BOUNDS = (0.0, 1.0)
SOURCE = "new (containment, Broder 1997)"


def near_dup_paragraph(page: Page) -> Reading:
    """Greatest share of a paragraph that has stood in one other paragraph, in any pieces.

    Pieces are runs of five words, in Chinese characters, after normalisation; paragraphs of
    fewer than 40 letters and digits are not looked at.
    """
    if long_paragraphs(page) < 2:
        return NOTHING
    found = said_again(page)
    if not found.share:
        return ZERO
    return Reading(
        min(found.share, 1.0),
        lambda: paragraphs(page).spans(slice(found.copy, found.copy + 1)),
    )
