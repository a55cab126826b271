"""How a page's visible text divides among its blocks."""

from __future__ import annotations

from collections.abc import Container
from operator import sub
from typing import NamedTuple

from features.blocks import BlockKind
from features.page import Page, view
from features.span import Span

_HIDDEN = BlockKind.HIDDEN


class VisibleBlocks(NamedTuple):
    """The blocks a reader sees, in reading order, as columns; ``sizes`` in characters."""

    kinds: tuple[BlockKind, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sizes: tuple[int, ...]

    def spans(self, wanted: Container[BlockKind]) -> list[Span]:
        """One span for every block of a wanted kind."""
        return [
            Span(start, end)
            for kind, start, end in zip(self.kinds, self.starts, self.ends, strict=True)
            if kind in wanted
        ]


@view
def visible_blocks(page: Page) -> VisibleBlocks:
    """The blocks a reader sees."""
    if not page.blocks:
        return VisibleBlocks((), (), (), ())
    kinds, starts, ends, _ = zip(*page.blocks, strict=True)
    if _HIDDEN in kinds:
        shown = [kind is not _HIDDEN for kind in kinds]
        kept = [block for block, seen in zip(page.blocks, shown, strict=True) if seen]
        if not kept:
            return VisibleBlocks((), (), (), ())
        kinds, starts, ends, _ = zip(*kept, strict=True)
    return VisibleBlocks(kinds, starts, ends, tuple(map(sub, ends, starts)))


@view
def block_sizes(page: Page) -> dict[BlockKind, int]:
    """Characters in visible blocks of each kind that occurs."""
    blocks = visible_blocks(page)
    sizes: dict[BlockKind, int] = {}
    for kind, size in zip(blocks.kinds, blocks.sizes, strict=True):
        sizes[kind] = sizes.get(kind, 0) + size
    return sizes


def block_share(page: Page, wanted: Container[BlockKind]) -> float | None:
    """Share of the characters in visible blocks that stand in blocks of a wanted kind."""
    sizes = block_sizes(page)
    total = sum(sizes.values())
    if not total:
        return None
    return sum(size for kind, size in sizes.items() if kind in wanted) / total
