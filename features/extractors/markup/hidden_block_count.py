"""Blocks that a reader cannot see."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.hidden import hidden_blocks

BOUNDS = (0.0, 1000.0)
SOURCE = "rspamd html.lua (invisible leaf blocks)"


def hidden_block_count(page: Page) -> Reading:
    """Number of hidden blocks that hold text (cut at 1,000)."""
    if page.markup is None or not page.text:
        return NOTHING
    found = [Span(b.start, b.end) for b in hidden_blocks(page)]
    return Reading(float(min(len(found), 1000)), lambda: found)
