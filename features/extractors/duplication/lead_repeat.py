"""A paragraph said again by the one after it."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.overlaps import overlaps
from features.views.stretches import folded, paragraphs

BOUNDS = (0.0, 1.0)
SOURCE = "new"

SHORTEST = 40
"""Letters and digits of the shortest paragraph looked for: no headline is a lead."""


def lead_repeat(page: Page) -> Reading:
    """Greatest share of a paragraph that stands in one piece inside the next paragraph.

    Both are normalised first, so emoji, spacing and width hide nothing. Paragraphs of fewer
    than 40 letters and digits are not looked at.
    """
    parts = paragraphs(page)
    if int((parts.sizes >= SHORTEST).sum()) < 2:
        return NOTHING
    best, place = 0.0, (0, 0)
    for found in overlaps(page):
        if found.later == found.earlier + 1 and parts.sizes[found.earlier] >= SHORTEST:
            share = found.length / int(parts.sizes[found.earlier])
            if share > best:
                best, place = share, (found.start, found.start + found.length)

    def evidence() -> list[Span]:
        offsets = folded(page).offsets
        return [Span(int(offsets[place[0]]), int(offsets[place[1] - 1]) + 1)] if best else []

    return Reading(min(best, 1.0), evidence)
