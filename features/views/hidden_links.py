"""The links to other sites that a reader cannot see."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from features.page import Link, Page, view
from features.span import Span
from features.views.hidden import DECEPTIVE, hidden_blocks
from features.views.targets import host_of, site_of, sites_of
from features.views.trade import one_within, trade

MOST = 3000
"""Hidden links looked at."""


class HiddenLinks(NamedTuple):
    """Hidden links to sites that no visible link leads to, as columns.

    ``hosts``: where each leads; ``deceptive``: hidden by means that no menu needs;
    ``selling``: its text holds a term that search spam is written in.
    """

    links: list[Link]
    hosts: list[str]
    deceptive: list[bool]
    selling: list[bool]

    def spans(self, chosen: list[int]) -> list[Span]:
        """One span for each chosen link that has text."""
        links = [self.links[at] for at in chosen]
        return [Span(link.start, link.end) for link in links if link.start < link.end]


_NONE = HiddenLinks([], [], [], [])


@view
def hidden_links(page: Page) -> HiddenLinks:
    """Links that style or attributes hide, to sites the page does not link to openly."""
    if page.markup is None:
        return _NONE
    hidden = [link for link in page.links if link.hidden][:MOST]
    if not hidden:
        return _NONE
    shown = set(sites_of([link.href for link in page.links if not link.hidden][:MOST]))
    shown.add("")
    if page.host:
        shown.add(site_of(page.host))
    sites = sites_of([link.href for link in hidden])
    links = [link for link, site in zip(hidden, sites, strict=True) if site not in shown]
    if not links:
        return _NONE
    blocks = [block for block in hidden_blocks(page) if block.how in DECEPTIVE]
    begins = [block.start for block in blocks]
    stops = [block.end for block in blocks]
    terms = sorted(span.start for found in trade(page).text.values() for span in found)
    deceptive, selling = [], []
    for link in links:
        at = bisect_right(begins, link.start) - 1
        deceptive.append(at >= 0 and link.start <= stops[at])
        selling.append(one_within(terms, link.start, link.end))
    return HiddenLinks(links, [host_of(link.href) for link in links], deceptive, selling)
