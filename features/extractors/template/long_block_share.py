"""Text in blocks as long as a paragraph."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 1.0)
SOURCE = "DeGenTWeb article filter (75 % of the text in blocks of 200 characters)"
LONG = 200


def long_block_share(page: Page) -> Reading:
    """Share of the visible text that stands in blocks of 200 characters or more."""
    total = page.visible_end
    if not total:
        return NOTHING
    long = [
        Span(start, end) for _, start, end, _ in page.blocks if end - start >= LONG and end <= total
    ]
    return Reading(sum(end - start for start, end in long) / total, lambda: long)
