"""How much of the page is lists and link blocks."""

from __future__ import annotations

from features.blocks import BlockKind
from features.feature import NOTHING, Reading
from features.page import Page
from features.views.block_shares import block_sizes, visible_blocks

BOUNDS = (0.0, 1.0)
SOURCE = "DeGenTWeb article filter (lists and tables), by block"

_LISTED = frozenset({BlockKind.LIST, BlockKind.LINKS})


def list_share(page: Page) -> Reading:
    """Share of the visible characters in lists or blocks of links; pages read from HTML only."""
    size = page.visible_end
    if page.markup is None or not size:
        return NOTHING
    sizes = block_sizes(page)
    listed = sum(sizes.get(kind, 0) for kind in _LISTED)
    return Reading(min(listed / size, 1.0), lambda: visible_blocks(page).spans(_LISTED))
