"""Links that lead nowhere."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.targets import targets

BOUNDS = (0.0, 1.0)
SOURCE = "self-link ratio (Bevendorff et al. 2024)"

LEAST = 5

# What links to other addresses begin with: the others are few.
_SOMEWHERE = frozenset("/hH?.")


def _nowhere(href: str, own: str) -> bool:
    bare = href.split("#", 1)[0].strip()
    return not bare or bare == own or bare[:11].lower() == "javascript:"


def self_link_share(page: Page) -> Reading:
    """Share of the visible links to the page itself, to a fragment, to a script or to nothing.

    HTML pages with five links or more.
    """
    found = targets(page)
    if len(found.links) < LEAST:
        return NOTHING
    own = (page.url or "").split("#", 1)[0]
    empty = [
        at
        for at, href in enumerate(found.hrefs)
        if (href[:1] not in _SOMEWHERE or (own and href.startswith(own))) and _nowhere(href, own)
    ]
    return Reading(len(empty) / len(found.links), lambda: found.spans(empty))
