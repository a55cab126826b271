"""Search spam in text that a reader cannot see."""

from __future__ import annotations

import math
from bisect import bisect_right

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.hidden import hidden_blocks
from features.views.trade import trade

BOUNDS = (0.0, 20.0)
SOURCE = "Google spam policies (hidden text)"
SUBJECT = subject(NOTHING, Fact.MARKUP)


def hidden_terms(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the terms of search spam in blocks that are hidden.

    Terms of gambling, remedies, adult pages, services and search phrases, each three times at
    most; text kept for screen readers is left out.
    """
    if page.markup is None:
        return NOTHING
    blocks = hidden_blocks(page)
    if not blocks:
        return Reading(0.0)
    begins = [block.start for block in blocks]
    found = []
    for spans in trade(page).varied.values():
        for span in spans:
            at = bisect_right(begins, span.start) - 1
            if at >= 0 and span.start < blocks[at].end:
                found.append(span)
    return Reading(math.log2(1 + len(found)), lambda: sorted(found))
