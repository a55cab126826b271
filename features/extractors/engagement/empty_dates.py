"""Date labels without a date."""

from __future__ import annotations

import re

from features.attribution.scan import hits
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 1.0)
SOURCE = "new (a template filled from an empty record)"

_LABEL = re.compile(r"[ \xa0\u3000]{0,3}[:：]")
_EMPTY = re.compile(r"[ \xa0\u3000\t]{0,8}(?:\n|$|[^\W\d_][^\s:：]{1,9}[:：])")


def empty_dates(page: Page) -> Reading:
    """Share of date labels ("updated:", "published:") with no date behind them."""
    text = page.text
    seen = 0
    empty: list[Span] = []
    for hit in hits(page):
        if not hit.for_date:
            continue
        label = _LABEL.match(text, hit.end, page.visible_end)
        if label is None:
            continue
        seen += 1
        if _EMPTY.match(text, label.end(), page.visible_end):
            empty.append(Span(hit.start, label.end()))
    if not seen:
        return NOTHING
    return Reading(len(empty) / seen, lambda: empty)
