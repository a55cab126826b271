"""The blocks a reader cannot see, by the means that hide them."""

from __future__ import annotations

from features.blocks import Block, BlockKind
from features.page import Page, view

_HIDDEN = BlockKind.HIDDEN
DECEPTIVE = frozenset({"offscreen", "tiny", "contrast", "marquee"})
"""Means that keep text in place for machines only; the others also serve menus and dialogues, and
what is transparent fades in when a reader scrolls to it."""


@view
def hidden_blocks(page: Page) -> tuple[Block, ...]:
    """Hidden blocks, text kept for screen readers left out."""
    if page.markup is None or page.visible_end == len(page.text):
        return ()
    found = []
    for block in reversed(page.blocks):  # they stand after all others
        if block.kind is not _HIDDEN:
            break
        if block.how != "assistive":
            found.append(block)
    return tuple(reversed(found))
