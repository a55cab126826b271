"""A page that declares itself to be at home elsewhere."""

from __future__ import annotations

from urllib.parse import urlsplit

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.hostnames import host_parts, split_host

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, Fact.MARKUP)


def canonical_host_gap(page: Page) -> Reading:
    """Share of the declared addresses (canonical, og:url) on another site than the page's own."""
    parts = host_parts(page)
    if parts is None or page.markup is None:
        return NOTHING
    declared = (page.markup.declared.canonical, page.markup.declared.og_url)
    hosts = []
    for url in declared:
        if url and "//" in url:
            try:
                host = urlsplit(url).hostname
            except ValueError:
                continue
            if host:
                hosts.append(split_host(host).site)
    if not hosts:
        return NOTHING
    return Reading(sum(site != parts.site for site in hosts) / len(hosts))
