"""How much of the text is links."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "boilerplate detection (Kohlschuetter et al. 2010), over the whole page"


def link_density(page: Page) -> Reading:
    """Share of the visible characters that stand in links; pages read from HTML only."""
    size = characters(page).size
    if page.markup is None or not size:
        return NOTHING
    linked = sum(link.end - link.start for link in page.links if not link.hidden)
    return Reading(
        min(linked / size, 1.0),
        lambda: [
            Span(link.start, link.end)
            for link in page.links
            if link.end > link.start and not link.hidden
        ],
    )
