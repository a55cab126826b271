"""A feed's lead in the place of an article."""

from __future__ import annotations

import re

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.stretches import paragraphs

BOUNDS = (0.0, 1.0)
SOURCE = "new (a feed's lead taken as a whole article)"

_LONG = 60
_CUT = re.compile(
    r"(?:\[\s?(?:…|\.\.\.|&hellip;)\s?\]|…|\.{3,6}|。{3,6})\s?"
    r"(?:[\[【(（<]?(?:详细|详情|全文|阅读全文|查看全文|更多|查看更多|continue reading|read more"
    r"|read on|weiterlesen|lire la suite|leer más|leia mais|читать далее|続きを読む)[^\n]{0,12})?"
    r"\s*(?:\n|\Z)",
    re.I,
)
_REACH = 40


def _signed(text: str) -> bool:
    """Whether there is a sign without which nothing is cut off."""
    return "…" in text or "..." in text or "。。。" in text or ("&" in text and "[" in text)


def cut_lead(page: Page) -> Reading:
    """Share of the running text in its one cut-off paragraph; of several, each counts a share less.

    Running text are paragraphs of 60 letters or more, cut off are those that end in an ellipsis
    or `[…]`, whatever link to the rest follows. A list of teasers has many, an article none.
    """
    found = paragraphs(page)
    if found.longest < _LONG:
        return NOTHING
    text = page.text
    if not _signed(text):
        return ZERO
    long = found.sizes >= _LONG
    total = int(found.sizes[long].sum())
    cut = 0
    spans: list[Span] = []
    for size, start, end in zip(
        found.sizes[long].tolist(),
        found.starts[long].tolist(),
        found.ends[long].tolist(),
        strict=True,
    ):
        if not _signed(text[max(0, end - _REACH) : end + _REACH]):
            continue
        # The end of a paragraph is its last letter: "more" behind the ellipsis belongs to it.
        line = text.find("\n", end)
        stop = min(len(text) if line < 0 else line, end + _REACH)
        begin = max(start, end - _REACH)
        if _CUT.search(text, begin, stop):
            cut += size
            spans.append(Span(begin, end))
    if not cut:
        return ZERO
    return Reading(cut / total / max(1, len(spans)), lambda: spans)
