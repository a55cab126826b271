"""A block of links, each to another site."""

from __future__ import annotations

import functools
import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.targets import PUBLIC, outside, targets

BOUNDS = (0.0, 21.0)
SOURCE = "new (link exchange blocks and `name(domain)|` chains)"


def outside_run(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the most links in a row that each lead to another site.

    HTML pages with a link only; links to governments, schools and the like do not count.
    """
    found = targets(page)
    if not found.links:
        return NOTHING
    row: list[int] = []  # all links that count; a run is a stretch of it
    best, begin = 0, 0
    start, before = 0, -2
    seen: dict[str, int] = {}
    for at in outside(page):
        if at != before + 1:
            start = len(row)
        before = at
        site = found.sites[at]
        if _public(site):
            continue
        start = max(start, seen.get(site, -1) + 1)
        seen[site] = len(row)
        row.append(at)
        if len(row) - start > best:
            best, begin = len(row) - start, start
    return Reading(math.log2(1 + best), lambda: found.spans(row[begin : begin + best]))


@functools.lru_cache(maxsize=4096)
def _public(site: str) -> bool:
    return not PUBLIC.isdisjoint(site.split(".")[-2:])
