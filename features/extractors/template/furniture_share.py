"""Text in menus, footers and link blocks."""

from __future__ import annotations

from features.blocks import BlockKind
from features.feature import NOTHING, Reading
from features.page import Page
from features.views.block_shares import block_share, visible_blocks

BOUNDS = (0.0, 1.0)
SOURCE = "DeGenTWeb article filter; boilerplate share, Kohlschuetter et al. 2010"

_FURNITURE = frozenset({BlockKind.FURNITURE, BlockKind.LINKS})


def furniture_share(page: Page) -> Reading:
    """Share of the visible text of an HTML page in menus, footers and link blocks."""
    share = block_share(page, _FURNITURE) if page.markup is not None else None
    if share is None:
        return NOTHING
    return Reading(share, lambda: visible_blocks(page).spans(_FURNITURE))
