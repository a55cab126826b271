"""The blocks a reader sees, as columns."""

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
    if page.visible_end < len(page.text) and _HIDDEN in kinds:
        shown = kinds.index(_HIDDEN)  # all the others follow
        kinds, starts, ends = kinds[:shown], starts[:shown], ends[:shown]
    return VisibleBlocks(kinds, starts, ends, tuple(map(sub, ends, starts)))
