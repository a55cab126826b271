"""How a page's visible text divides among the kinds of block."""

from __future__ import annotations

from features.blocks import Block, BlockKind
from features.page import Page, view


@view
def visible_blocks(page: Page) -> tuple[Block, ...]:
    """The blocks a reader sees, in reading order."""
    return tuple(block for block in page.blocks if block.kind is not BlockKind.HIDDEN)


@view
def block_sizes(page: Page) -> dict[BlockKind, int]:
    """Characters in visible blocks of each kind that occurs."""
    sizes: dict[BlockKind, int] = {}
    for kind, start, end, _ in visible_blocks(page):
        sizes[kind] = sizes.get(kind, 0) + end - start
    return sizes
