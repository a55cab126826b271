"""How many other sites hidden links lead to."""

from __future__ import annotations

import math

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Link, Page
from features.span import Span
from features.views.targets import site_of, sites_of

BOUNDS = (0.0, 20.0)
SOURCE = "Google spam policies (hidden links); link injection, Du et al. 2016"
SUBJECT = subject(NOTHING, Fact.MARKUP)

_MOST = 2000
"""Hidden links looked at."""


def hidden_sites(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the different sites that only hidden links lead to.

    Counted are sites linked once or twice: a menu that is closed links to each of its sites
    again and again, or to those that the open page links to as well.
    """
    if page.markup is None:
        return NOTHING
    hidden = [link for link in page.links if link.hidden][:_MOST]
    if not hidden:
        return Reading(0.0)
    shown = set(sites_of([link.href for link in page.links if not link.hidden][:_MOST]))
    if page.host:
        shown.add(site_of(page.host))
    by_site: dict[str, list[Link]] = {}
    for link, site in zip(hidden, sites_of([link.href for link in hidden]), strict=True):
        if site and site not in shown:
            by_site.setdefault(site, []).append(link)
    found = [links for links in by_site.values() if len(links) <= 2]
    return Reading(
        math.log2(1 + len(found)),
        lambda: [Span(e.start, e.end) for links in found for e in links if e.start < e.end],
    )
