"""A block of links, each to another site."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import outside_targets, targets

BOUNDS = (0.0, 21.0)
SOURCE = "new (link exchange blocks and `name(domain)|` chains)"


def outside_run(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the most links in a row that each lead to another site.

    HTML pages with a link only.
    """
    found = targets(page)
    if not found:
        return NOTHING
    away = {id(target) for target in outside_targets(page)}
    best, begin = 0, 0
    start = 0
    seen: dict[str, int] = {}
    for at, target in enumerate(found):
        if id(target) not in away:
            start = at + 1
            continue
        start = max(start, seen.get(target.site, -1) + 1)
        seen[target.site] = at
        if at + 1 - start > best:
            best, begin = at + 1 - start, start
    return Reading(
        math.log2(1 + best),
        lambda: [Span(t.link.start, t.link.end) for t in found[begin : begin + best] if t.anchor],
    )
