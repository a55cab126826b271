"""Links that search engines are asked to ignore."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import targets

BOUNDS = (0.0, 1.0)
SOURCE = "rel=nofollow, sponsored, ugc (Bevendorff et al. 2024)"

LEAST = 5
_MARKS = frozenset({"nofollow", "sponsored", "ugc"})


def sponsored_share(page: Page) -> Reading:
    """Share of the visible links marked nofollow, sponsored or ugc; five links or more."""
    found = targets(page)
    if len(found) < LEAST:
        return NOTHING
    marked = [
        target
        for target in found
        if target.link.rel and not _MARKS.isdisjoint(target.link.rel.lower().split())
    ]
    return Reading(
        len(marked) / len(found),
        lambda: [Span(t.link.start, t.link.end) for t in marked if t.anchor],
    )
