"""A block of links, each to another site."""

from __future__ import annotations

import math

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.targets import outside, targets

BOUNDS = (0.0, 21.0)
SOURCE = "new (link exchange blocks and `name(domain)|` chains)"
SUBJECT = subject(NOTHING, Fact.LINKS)


def outside_run(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the most links in a row that each lead to another site.

    HTML pages with a link only.
    """
    found = targets(page)
    if not found.links:
        return NOTHING
    best, begin = 0, 0
    start, before = 0, -2
    seen: dict[str, int] = {}
    for at in outside(page):
        if at != before + 1:
            start = at
        before = at
        site = found.sites[at]
        start = max(start, seen.get(site, -1) + 1)
        seen[site] = at
        if at + 1 - start > best:
            best, begin = at + 1 - start, start
    return Reading(math.log2(1 + best), lambda: found.spans(range(begin, begin + best)))
