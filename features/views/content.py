"""Which characters are the page's own content: prose, headings and lists, not furniture."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from features.blocks import Block, BlockKind
from features.page import Page, view
from features.views.characters import characters

CONTENT = frozenset({BlockKind.PROSE, BlockKind.LIST, BlockKind.HEADING})
"""The kinds of block whose words the page itself means to be read."""

_SHORT = 16
_ROW = 6
_ENDS = frozenset('。！？；：，.!?;:,…”"）)')

Mask = npt.NDArray[np.bool_]


@view
def content_mask(page: Page) -> Mask | None:
    """Which visible characters stand in content blocks; ``None`` when all of them do.

    Menus, link blocks and footers are left out, so that a page read from HTML and the same
    article as plain text are measured alike. Plain text has no blocks that say so: there, six
    lines in a row of at most 16 characters without punctuation are taken for furniture,
    unless nothing else is left.
    """
    blocks = page.blocks
    kept = [block for block in blocks if block.kind in CONTENT]
    if len(kept) == len(blocks) and page.markup is None:
        scraps = _rows_of_scraps(page.text, blocks)
        if scraps and len(scraps) < len(blocks):
            kept = [block for block in blocks if block not in scraps]
    if len(kept) == len(blocks):
        return None
    mask = np.zeros(characters(page).size, dtype=np.bool_)
    for block in kept:
        mask[block.start : block.end] = True
    return mask


def _rows_of_scraps(text: str, blocks: tuple[Block, ...]) -> set[Block]:
    """The lines of plain text that stand in rows of short ones without punctuation."""
    if len(blocks) < _ROW:
        return set()
    found: set[Block] = set()
    row: list[Block] = []
    for block in blocks:
        if block.end - block.start <= _SHORT and text[block.end - 1] not in _ENDS:
            row.append(block)
            continue
        if len(row) >= _ROW:
            found.update(row)
        row = []
    return found | set(row) if len(row) >= _ROW else found
