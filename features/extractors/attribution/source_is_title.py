"""Source lines that name the page's own title."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Fact, Reading, subject
from features.page import Page
from features.span import Span
from features.views.visible_blocks import visible_blocks

BOUNDS = (0.0, 1.0)
SOURCE = "new (question-and-answer farms name themselves as source)"

_LABELS = (
    "来源",
    "來源",
    "出处",
    "Source",
    "source",
    "Quelle",
    "Fuente",
    "Fonte",
    "Источник",
    "出典",
    "출처",
    "Via",
)
_HEADS = frozenset(label[:2] for label in _LABELS)
SUBJECT = subject(ZERO, Fact.NO_BLOCKS, *[tuple(label[:4]) for label in _LABELS])
_LONGEST = 160


def source_is_title(page: Page) -> Reading:
    """Greatest share of a source line's name that is the beginning of the page's title."""
    blocks, text = visible_blocks(page), page.text
    if not blocks.kinds:
        return NOTHING
    lines = [
        span
        for span in zip(blocks.starts, blocks.ends, strict=True)
        if text[span[0] : span[0] + 2] in _HEADS and text.startswith(_LABELS, span[0])
    ]
    if not lines:
        return ZERO
    first = text[blocks.starts[0] : blocks.ends[0]]
    titles = [title.strip()[:_LONGEST] for title in (page.title or "", first) if len(title) > 5]
    best, where = 0.0, Span(0, 0)
    for start, end in lines:
        if end - start > _LONGEST:
            continue
        _, colon, name = text[start:end].replace("：", ":").partition(":")
        name = name.strip()
        if not colon or len(name) < 5:
            continue
        for title in titles:
            share = _common(name, title) / len(name)
            if share > best:
                best, where = share, Span(start, end)
    return Reading(best, (lambda: [where]) if best else None)


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    for at, (here, there) in enumerate(zip(one, other, strict=False)):
        if here != there:
            return at
    return min(len(one), len(other))
