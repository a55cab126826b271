"""Text in headings."""

from __future__ import annotations

from features.blocks import BlockKind
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.block_shares import block_sizes, visible_blocks

BOUNDS = (0.0, 1.0)
SOURCE = "Bevendorff et al. 2024 (headings over paragraphs), as a share of text"


def heading_share(page: Page) -> Reading:
    """Share of the visible text of an HTML page that stands in headings."""
    if page.markup is None:
        return NOTHING
    sizes = block_sizes(page)
    total = sum(sizes.values())
    if not total:
        return NOTHING
    return Reading(
        sizes.get(BlockKind.HEADING, 0) / total,
        lambda: [Span(b.start, b.end) for b in visible_blocks(page) if b.kind is BlockKind.HEADING],
    )
