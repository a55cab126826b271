"""Which characters are the page's own content: prose, headings and lists, not furniture."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from features.blocks import Block, BlockKind
from features.page import Page, view
from features.twins import twin_of
from features.views.characters import characters

CONTENT = frozenset({BlockKind.PROSE, BlockKind.LIST, BlockKind.HEADING})
"""The kinds of block whose words the page itself means to be read."""

_SHORT = 16
_ROW = 6
_ENDS = frozenset('。！？；：，.!?;:,…”"）)')

_twin = twin_of(__name__)

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
    kept: Sequence[Block] = blocks
    if not CONTENT.issuperset([kind for kind, _, _, _ in blocks]):
        kept = [block for block in blocks if block.kind in CONTENT]
    elif page.markup is None:
        if _twin:
            found: Mask | None = _twin.without_scraps(
                page.text, tuple(blocks), characters(page).size, _SHORT, _ROW, _ENDS
            )
            return found
        kept = _without_scraps(page.text, blocks) or blocks
    if len(kept) == len(blocks):
        return None
    mask = np.zeros(characters(page).size, dtype=np.bool_)
    for _, start, end, _ in kept:
        mask[start:end] = True
    return mask


def _without_scraps(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The lines of plain text but for those in rows of short ones without punctuation."""
    if len(blocks) < _ROW:
        return []
    kept: list[Block] = []
    first = 0  # of the lines of a row
    for number, (_, start, end, _) in enumerate(blocks):
        if end - start <= _SHORT and text[end - 1] not in _ENDS:
            continue
        if number - first < _ROW:
            kept += blocks[first:number]
        kept.append(blocks[number])
        first = number + 1
    if len(blocks) - first < _ROW:
        kept += blocks[first:]
    return kept
