"""Links that lead nowhere."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import targets

BOUNDS = (0.0, 1.0)
SOURCE = "self-link ratio (Bevendorff et al. 2024)"

LEAST = 5


def self_link_share(page: Page) -> Reading:
    """Share of the visible links to the page itself, to a fragment, to a script or to nothing.

    HTML pages with five links or more.
    """
    found = targets(page)
    if len(found) < LEAST:
        return NOTHING
    own = (page.url or "").split("#", 1)[0]
    empty = [
        target
        for target in found
        if not (href := target.link.href.split("#", 1)[0].strip())
        or href == own
        or href[:11].lower() == "javascript:"
    ]
    return Reading(
        len(empty) / len(found),
        lambda: [Span(t.link.start, t.link.end) for t in empty if t.anchor],
    )
