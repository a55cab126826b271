"""A paragraph that another one contains."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.overlaps import overlaps
from features.views.stretches import LONG, long_paragraphs, paragraphs

BOUNDS = (0.0, 1.0)
SOURCE = "new (containment, Broder 1997)"


def near_dup_paragraph(page: Page) -> Reading:
    """Greatest share of a paragraph that has stood in one other paragraph, in any pieces.

    Pieces are runs of five words, in Chinese characters, after normalisation; paragraphs of
    fewer than 40 letters and digits are not looked at.
    """
    if long_paragraphs(page) < 2:
        return NOTHING
    parts = paragraphs(page)
    shared = overlaps(page)
    if not shared:
        return ZERO
    sizes = parts.sizes.tolist()
    best, which = 0.0, -1
    for found in shared:
        shorter = min(sizes[found.source], sizes[found.copy])
        if shorter >= LONG and found.shared / shorter > best:
            best, which = found.shared / shorter, found.copy
    if not best:
        return ZERO
    return Reading(min(best, 1.0), lambda: parts.spans(slice(which, which + 1)))
