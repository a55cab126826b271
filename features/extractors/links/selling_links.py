"""Links to other sites in the words of spam."""

from __future__ import annotations

import math

from features.feature import NOTHING, ZERO, Fact, Reading, subject
from features.page import Page
from features.views.targets import host_of, outside, targets
from features.views.trade import SPAM_KINDS, one_within, trade

BOUNDS = (0.0, 20.0)
SOURCE = "new (link blocks on hacked pages and in forum posts made for links)"
SUBJECT = subject(NOTHING, Fact.LINKS)


def selling_links(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the hosts of other sites linked to in words of spam's trades.

    Terms of gambling, betting, remedies, adult pages and services in the text of visible links;
    HTML pages with a link only.
    """
    found = targets(page)
    if not found.links:
        return NOTHING
    text = trade(page).text
    terms = sorted(span.start for kind in SPAM_KINDS for span in text.get(kind, ()))
    if not terms:
        return ZERO
    first: dict[str, int] = {}
    for number in outside(page):
        link = found.links[number]
        if one_within(terms, link.start, link.end):
            first.setdefault(host_of(link.href), number)
    if not first:
        return ZERO
    return Reading(math.log2(1 + len(first)), lambda: found.spans(first.values()))
