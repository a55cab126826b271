"""Lines at the head of a page that open alike."""

from __future__ import annotations

import math

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.visible_blocks import visible_blocks

BOUNDS = (0.0, 4.0)
SOURCE = "new (a feed's lead set before the article it was cut from)"

_FIRST = 10
_HEAD = 20
"""Characters that have to agree in Han, three times as many in an alphabet."""


def same_openings(page: Page) -> Reading:
    """Logarithm (base 2, of n) of the first ten long lines that open with the same words.

    A headline taken from the lead makes two; a lead set before its own article a third.
    """
    blocks = visible_blocks(page)
    text = page.text
    sized = zip(blocks.starts, blocks.sizes, strict=True)
    first = [text[start : start + _HEAD] for start, size in sized if size >= _HEAD]
    # Lines whose first characters differ already open with different words.
    most = 1 if len(set(first)) == len(first) else _FIRST
    heads: dict[str, list[int]] = {}
    read = 0
    for start, size in zip(blocks.starts, blocks.sizes, strict=True):
        if size < _HEAD:
            continue
        length = _HEAD if text[start + 10] >= "\u2e80" else 3 * _HEAD
        head = text[start : start + length]
        if size < length or (len(set(head[:16])) < 8 and len(set(head)) < 8):
            continue  # too short, or a rule of dashes
        heads.setdefault(head, []).append(start)
        read += 1
        if read == most:
            break
    if not heads:
        return NOTHING
    if len(heads) == read:
        return ZERO
    head = max(heads, key=lambda head: len(heads[head]))
    starts = heads[head]
    return Reading(
        math.log2(len(starts)), lambda: [Span(start, start + len(head)) for start in starts]
    )
