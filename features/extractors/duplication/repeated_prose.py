"""Running paragraphs that begin as an earlier one began."""

from __future__ import annotations

from features.blocks import BlockKind
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.visible_blocks import visible_blocks

BOUNDS = (0.0, 1.0)
SOURCE = "new (leads and paragraphs set on a page two or three times)"

_HEAD = 60
"""Bytes of UTF-8 that have to agree: a sentence's beginning in any script."""
_SPARED = 150
"""Bytes a page repeats honestly: a headline, a caption."""
_LONG = 400
_SKIPPED = frozenset({BlockKind.LINKS, BlockKind.FURNITURE})


def repeated_prose(page: Page) -> Reading:
    """Share of the prose in paragraphs whose first words are those of an earlier paragraph.

    Paragraphs of 60 bytes of UTF-8 or more; what is repeated loses 150 bytes first, as much
    as a headline or caption. The repeat may be longer or shorter than what it repeats.
    """
    blocks = visible_blocks(page)
    text = page.text
    seen: dict[str, int] = {}
    whole = repeated = 0
    found: list[Span] = []
    for kind, start, end, size in zip(
        blocks.kinds, blocks.starts, blocks.ends, blocks.sizes, strict=True
    ):
        if size < 25 or kind in _SKIPPED:
            continue
        weight = 3 if text[start + 1] >= "\u2e80" or text[start + 12] >= "\u2e80" else 1
        if size * weight < 75:
            continue
        head = text[start : start + _HEAD // weight]
        if len(set(head)) < 8:
            continue  # a rule of dashes
        whole += size * weight
        if head in seen:
            repeated += min(size, seen[head]) * weight  # a headline opens a lead, no more
            found.append(Span(start, end))
        seen[head] = max(size, seen.get(head, 0))
        if size * weight > _LONG:
            # Crawlers join lines: the opening again inside its own long paragraph.
            again = text.find(head, start + len(head), end)
            if again >= 0:
                repeated += (again - start) * weight
                found.append(Span(start, again))
    if not whole:
        return NOTHING
    if not found:
        return Reading(0.0)
    return Reading(max(0.0, repeated - _SPARED) / whole, lambda: found)
