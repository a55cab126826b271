"""Texts cut off as a feed cuts them."""

from __future__ import annotations

from features.blocks import BlockKind
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 1.0)
SOURCE = "new (a feed's lead taken as a whole article)"

_CLOSING = " \t\xa0\u3000])）】"
_ELLIPSIS = ("…", "...", "。。。")
_LEAST = 60


def feed_cut(page: Page) -> Reading:
    """Share of running paragraphs (60 characters or more) that end in ``[…]`` or an ellipsis."""
    text = page.text
    seen = 0
    cut: list[Span] = []
    for block in page.blocks:
        if block.kind is not BlockKind.PROSE or block.end - block.start < _LEAST:
            continue
        seen += 1
        tail = text[block.end - 12 : block.end].rstrip(_CLOSING)
        if tail.endswith(_ELLIPSIS):
            cut.append(Span(block.end - 12 + len(tail.rstrip("….。[(（【 ")), block.end))
    if not seen:
        return NOTHING
    return Reading(len(cut) / seen, lambda: cut)
