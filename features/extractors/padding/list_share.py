"""How much of the page is lists and link blocks."""

from __future__ import annotations

from features.blocks import BlockKind
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "DeGenTWeb article filter (lists and tables), by block"

_LISTED = frozenset({BlockKind.LIST, BlockKind.LINKS})


def list_share(page: Page) -> Reading:
    """Share of the visible characters in lists or blocks of links; pages read from HTML only."""
    size = characters(page).size
    if page.markup is None or not size:
        return NOTHING
    listed = [block for block in page.blocks if block.kind in _LISTED]
    return Reading(
        min(sum(block.end - block.start for block in listed) / size, 1.0),
        lambda: [Span(block.start, block.end) for block in listed],
    )
