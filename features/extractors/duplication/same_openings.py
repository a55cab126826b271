"""A text that begins several times over, cut off and begun again."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

from features.blocks import BlockKind
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.visible_blocks import visible_blocks

BOUNDS = (0.0, 4.0)
SOURCE = "new (a feed's lead set before the article it was cut from)"

_TEXT = frozenset({BlockKind.PROSE, BlockKind.HEADING})
_FIRST = 10
"""Blocks whose opening is looked for."""
_HEAD = 20
"""Characters that have to agree in Han, three times as many in an alphabet."""
_REACH = 6000
"""Characters behind a block in which its opening is looked for."""
_MOST = 12
_MORE = 10
"""Characters by which an opening that is cut off is shorter than the text it was cut from."""
_ENDS = " .…。\n"


def same_openings(page: Page) -> Reading:
    """Logarithm (base 2, of n) of how often one opening stands on the page, whole and cut off.

    An opening counts where one of them is nothing but the beginning of a longer one: a headline
    taken from the lead makes two, a lead set before its own article a third. Captions that are
    the same each time do not count, nor what stands in menus and lists. Looked for are the
    openings of the first ten blocks of prose.
    """
    blocks = visible_blocks(page)
    text = page.text[: page.visible_end]
    heads: set[str] = set()
    best: list[int] = []
    length = 0
    read = 0
    for kind, start, size in zip(blocks.kinds, blocks.starts, blocks.sizes, strict=True):
        if size < _HEAD or kind not in _TEXT:
            continue
        reach = _HEAD if text[start + 10] >= "\u2e80" else 3 * _HEAD
        head = text[start : start + reach]
        if size < reach or (len(set(head[:16])) < 8 and len(set(head)) < 8):
            continue  # too short, or a rule of dashes
        read += 1
        if head not in heads:
            heads.add(head)
            found = [
                at
                for at in _openings(text, head, start)
                if blocks.kinds[bisect_right(blocks.starts, at) - 1] in _TEXT
            ]
            if len(found) > len(best) and _one_is_cut(text, found):
                best, length = found, reach
        if read == _FIRST:
            break
    if not read:
        return NOTHING
    if not best:
        return ZERO
    return Reading(math.log2(len(best)), lambda: [Span(at, at + length) for at in best])


def _openings(text: str, head: str, start: int) -> Sequence[int]:
    """Where ``head`` stands behind white space, from ``start`` on; nothing if it stands once."""
    end = start + _REACH
    at = text.find(head, start + len(head), end)
    if at < 0:
        return ()
    found = [start]
    while at >= 0 and len(found) < _MOST:
        if text[at - 1].isspace():
            found.append(at)
        at = text.find(head, at + len(head), end)
    return found


def _one_is_cut(text: str, found: list[int]) -> bool:
    """Whether what begins at one place, to the line's end or the next, begins a longer one."""
    if len(found) < 2:
        return False
    begun = []
    for at, following in zip(found, [*found[1:], len(text)], strict=True):
        end = text.find("\n", at, following)
        begun.append(text[at : end if end >= 0 else following].rstrip(_ENDS))
    whole = max(begun, key=len)
    return any(len(one) + _MORE <= len(whole) and whole.startswith(one) for one in begun)
