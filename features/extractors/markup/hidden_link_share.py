"""Links that a reader cannot see."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 1.0)
SOURCE = "Google spam policies (hidden links)"


def hidden_link_share(page: Page) -> Reading:
    """Share of the page's links that stand in hidden blocks."""
    if page.markup is None or not page.links:
        return NOTHING
    hidden = [link for link in page.links if link.hidden]
    return Reading(
        len(hidden) / len(page.links),
        lambda: [Span(link.start, link.end) for link in hidden if link.start < link.end],
    )
