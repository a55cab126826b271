"""Text in blocks as long as a paragraph."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.block_shares import block_sizes, visible_blocks

BOUNDS = (0.0, 1.0)
SOURCE = "DeGenTWeb article filter (75 % of the text in blocks of 200 characters)"
LONG = 200


def long_block_share(page: Page) -> Reading:
    """Share of the visible text that stands in blocks of 200 characters or more."""
    total = sum(block_sizes(page).values())
    if not total:
        return NOTHING
    long = [Span(b.start, b.end) for b in visible_blocks(page) if b.end - b.start >= LONG]
    return Reading(sum(end - start for start, end in long) / total, lambda: long)
