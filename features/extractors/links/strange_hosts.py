"""Links to hosts whose names are drawn at random or are numbers."""

from __future__ import annotations

import math

from features.feature import NOTHING, ZERO, Fact, Reading, subject
from features.page import Page
from features.views.hostnames import is_strange
from features.views.targets import PUBLIC, host_of, outside, targets

BOUNDS = (0.0, 20.0)
SOURCE = "new (spider pools; hosts that betting sites change every week)"
SUBJECT = subject(NOTHING, Fact.LINKS)


def strange_hosts(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the hosts of other sites linked to that have a strange name.

    A label looks drawn at random, or has five digits in a row. Governments, schools and the like,
    whose names are abbreviations, do not count; visible links of HTML pages with a link only.
    """
    found = targets(page)
    if not found.links:
        return NOTHING
    first: dict[str, int] = {}
    for number in outside(page):
        host = host_of(found.hrefs[number])
        if host not in first and is_strange(host):
            first[host] = number
    chosen = [number for host, number in first.items() if PUBLIC.isdisjoint(host.split(".")[-2:])]
    if not chosen:
        return ZERO
    return Reading(math.log2(1 + len(chosen)), lambda: found.spans(chosen))
