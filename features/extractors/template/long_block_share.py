"""Text in blocks as long as a paragraph."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.block_shares import visible_blocks
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "DeGenTWeb article filter (75 % of the text in blocks of 200 characters)"
LONG = 200
"""Characters of a long block in an alphabet; Han and kana say as much in two fifths of them."""


def long_block_share(page: Page) -> Reading:
    """Share of the visible text that stands in blocks as long as 200 Latin letters."""
    total = page.visible_end
    if not total:
        return NOTHING
    chars = characters(page)
    dense = (chars.count(cp.HAN) + chars.count(cp.KANA)) / max(chars.count(cp.LETTER), 1)
    least = LONG * (1.0 - 0.6 * min(dense, 1.0))
    blocks = visible_blocks(page)
    long = sum([size for size in blocks.sizes if size >= least])
    return Reading(
        long / total,
        lambda: [
            Span(start, end)
            for start, end in zip(blocks.starts, blocks.ends, strict=True)
            if end - start >= least
        ],
    )
