"""Links that search engines are asked to ignore."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.targets import targets

BOUNDS = (0.0, 1.0)
SOURCE = "rel=nofollow, sponsored, ugc (Bevendorff et al. 2024)"
SUBJECT = subject(NOTHING, Fact.FIVE_LINKS)

LEAST = 5
_MARKS = frozenset({"nofollow", "sponsored", "ugc"})


def sponsored_share(page: Page) -> Reading:
    """Share of the visible links marked nofollow, sponsored or ugc; five links or more."""
    found = targets(page)
    if len(found.links) < LEAST:
        return NOTHING
    marked = [
        at
        for at, link in enumerate(found.links)
        if link.rel and not _MARKS.isdisjoint(link.rel.lower().split())
    ]
    return Reading(len(marked) / len(found.links), lambda: found.spans(marked))
