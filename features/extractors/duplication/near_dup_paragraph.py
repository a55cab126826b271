"""A paragraph that another one contains."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.overlaps import overlaps
from features.views.stretches import paragraphs

BOUNDS = (0.0, 1.0)
SOURCE = "new (containment, Broder 1997)"

SHORTEST = 40
"""Letters and digits of the shortest paragraph compared."""


def near_dup_paragraph(page: Page) -> Reading:
    """Greatest share of a paragraph that has stood in one other paragraph, in any pieces.

    Pieces are runs of five words, in Chinese characters, after normalisation; paragraphs of
    fewer than 40 letters and digits are not looked at.
    """
    parts = paragraphs(page)
    sizes = parts.sizes
    if int((sizes >= SHORTEST).sum()) < 2:
        return NOTHING
    best, which = 0.0, -1
    for found in overlaps(page):
        shorter = int(min(sizes[found.source], sizes[found.copy]))
        if shorter >= SHORTEST and found.shared / shorter > best:
            best, which = found.shared / shorter, found.copy
    if not best:
        return Reading(0.0)
    return Reading(min(best, 1.0), lambda: parts.spans(slice(which, which + 1)))
