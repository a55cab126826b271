"""Text in headings."""

from __future__ import annotations

from features.blocks import BlockKind
from features.feature import NOTHING, Reading
from features.page import Page
from features.views.block_shares import block_share, visible_blocks

BOUNDS = (0.0, 1.0)
SOURCE = "Bevendorff et al. 2024 (headings over paragraphs), as a share of text"

_HEADINGS = frozenset({BlockKind.HEADING})


def heading_share(page: Page) -> Reading:
    """Share of the visible text of an HTML page that stands in headings."""
    share = block_share(page, _HEADINGS) if page.markup is not None else None
    if share is None:
        return NOTHING
    return Reading(share, lambda: visible_blocks(page).spans(_HEADINGS))
