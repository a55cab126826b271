"""The blocks a reader cannot see, by the means that hide them."""

from __future__ import annotations

from features.blocks import Block, BlockKind
from features.page import Page, view

DECEPTIVE = frozenset({"offscreen", "tiny", "opacity", "contrast", "marquee"})
"""Means that keep text in place for machines only; the others also serve menus and dialogues."""


@view
def hidden_blocks(page: Page) -> tuple[Block, ...]:
    """Hidden blocks, text kept for screen readers left out."""
    if page.markup is None:
        return ()
    return tuple(
        block
        for block in page.blocks
        if block.kind is BlockKind.HIDDEN and block.how != "assistive"
    )
