"""The headline once more, behind a brand."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.stretches import folded_text, lines
from features.views.titles import headline

BOUNDS = (0.0, 20.0)
SOURCE = "new (`BRAND最新热点:` and the headline, above the headline)"

_LEAST = 6
_BEFORE = 24
"""Letters and digits that may stand before the headline on its line."""
_PATH = frozenset(">»›/\\→")
_ORIGINAL = ("标题", "題目", "原题", "title", "headline")
"""Ends of what honestly introduces a headline."""


def branded_headline(page: Page) -> Reading:
    """Lines that say something short and then the whole headline: log2 of 1 + n.

    A path to the page (`Home > News > ...`) is none of them.
    """
    wanted = headline(page)
    if len(wanted) < _LEAST:
        return NOTHING
    text, rows = folded_text(page), lines(page)
    found: list[Span] = []
    for first, last, start, end in zip(
        rows.first.tolist(),
        rows.last.tolist(),
        rows.starts.tolist(),
        rows.ends.tolist(),
        strict=True,
    ):
        before = last - first - len(wanted)
        if 0 < before <= _BEFORE and text.endswith(wanted, first, last):
            line = page.text[start:end]
            labelled = text[first : last - len(wanted)].endswith(_ORIGINAL)
            if _PATH.isdisjoint(line) and not labelled:
                found.append(Span(start, end))
    return Reading(math.log2(1 + len(found)), lambda: found)
