"""Texts cut off as a feed cuts them."""

from __future__ import annotations

from features.blocks import BlockKind
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.visible_blocks import visible_blocks

BOUNDS = (0.0, 1.0)
SOURCE = "new (a feed's lead taken as a whole article)"

_CLOSING = " \t\xa0\u3000])）】"
_ELLIPSIS = ("…", "...", "。。。")
_LEAST = 60
_PROSE = BlockKind.PROSE


def feed_cut(page: Page) -> Reading:
    """Share of running paragraphs (60 characters or more) that end in ``[…]`` or an ellipsis."""
    blocks = visible_blocks(page)
    for kind, size in zip(blocks.kinds, blocks.sizes, strict=True):
        if size >= _LEAST and kind is _PROSE:
            break
    else:
        return NOTHING
    text = page.text
    if not any(map(text.__contains__, _ELLIPSIS)):
        return ZERO
    ends = [
        end
        for kind, end, size in zip(blocks.kinds, blocks.ends, blocks.sizes, strict=True)
        if size >= _LEAST and kind is _PROSE
    ]
    cut: list[Span] = []
    for end in ends:
        tail = text[end - 12 : end].rstrip(_CLOSING)
        if tail.endswith(_ELLIPSIS):
            cut.append(Span(end - 12 + len(tail.rstrip("….。[(（【 ")), end))
    if not cut:
        return ZERO
    return Reading(len(cut) / len(ends), lambda: cut)
