"""How many other hosts hidden links lead to."""

from __future__ import annotations

import math

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.hidden_links import hidden_links
from features.views.hostnames import is_strange

BOUNDS = (0.0, 20.0)
SOURCE = "Google spam policies (hidden links); link injection, Du et al. 2016"
SUBJECT = subject(NOTHING, Fact.MARKUP)


def hidden_sites(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the hosts that hidden links lead to with no menu in sight.

    Counted are hosts of sites not linked to openly: of links kept off screen, tiny or in the
    ground's colour all, of others (a closed menu lists its company's sites) those whose text is
    search spam or whose name is random or a number.
    """
    if page.markup is None:
        return NOTHING
    found = hidden_links(page)
    first: dict[str, int] = {}
    columns = zip(found.hosts, found.deceptive, found.selling, strict=True)
    for at, (host, deceptive, selling) in enumerate(columns):
        if host not in first and (deceptive or selling or is_strange(host)):
            first[host] = at
    return Reading(math.log2(1 + len(first)), lambda: found.spans(list(first.values())))
