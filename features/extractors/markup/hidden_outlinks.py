"""Hidden links to other sites."""

from __future__ import annotations

from urllib.parse import urlsplit

from features.feature import NOTHING, Reading
from features.page import Link, Page
from features.span import Span

BOUNDS = (0.0, 1000.0)
SOURCE = "Google spam policies (hidden links); link injection, Du et al. 2016"


def _away(link: Link, host: str | None) -> bool:
    if not link.href.lower().startswith(("http://", "https://", "//")):
        return False
    try:
        target = urlsplit(link.href).hostname
    except ValueError:
        return False
    if not target or not host:
        return bool(target)
    # Hosts that share their last two labels count as one site.
    return target.split(".")[-2:] != host.split(".")[-2:]


def hidden_outlinks(page: Page) -> Reading:
    """Links to other sites that a reader cannot see (cut at 1,000)."""
    if page.markup is None:
        return NOTHING
    found = [link for link in page.links if link.hidden and _away(link, page.host)]
    return Reading(
        float(min(len(found), 1000)),
        lambda: [Span(link.start, link.end) for link in found if link.start < link.end],
    )
