"""Hidden links to other sites."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Link, Page
from features.span import Span

BOUNDS = (0.0, 1000.0)
SOURCE = "Google spam policies (hidden links); link injection, Du et al. 2016"
SUBJECT = subject(NOTHING, Fact.MARKUP)


# The plain case, and what follows the host, read without the cost of urlsplit.
_PLAIN = re.compile(r"(?:https?:)?//([a-z0-9.-]+)(?=[/?#]|\Z)", re.ASCII | re.IGNORECASE)


def _away(link: Link, host: str | None) -> bool:
    plain = _PLAIN.match(link.href)
    if plain:
        target: str | None = plain[1].lower()
    elif link.href[:8].lower().startswith(("http://", "https://", "//")):
        try:
            target = urlsplit(link.href).hostname
        except ValueError:
            return False
    else:
        return False
    if not target or not host:
        return bool(target)
    # Hosts that share their last two labels count as one site.
    return target.rsplit(".", 2)[-2:] != host.rsplit(".", 2)[-2:]


def hidden_outlinks(page: Page) -> Reading:
    """Links to other sites that a reader cannot see (cut at 1,000)."""
    if page.markup is None:
        return NOTHING
    found = [link for link in page.links if link.hidden and _away(link, page.host)]
    return Reading(
        float(min(len(found), 1000)),
        lambda: [Span(link.start, link.end) for link in found if link.start < link.end],
    )
