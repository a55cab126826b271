"""How much of the text is links."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.characters import characters
from features.views.targets import targets

BOUNDS = (0.0, 1.0)
SOURCE = "boilerplate detection (Kohlschuetter et al. 2010), over the whole page"
SUBJECT = subject(NOTHING, Fact.MARKUP)


def link_density(page: Page) -> Reading:
    """Share of the visible characters that stand in links; pages read from HTML only."""
    size = characters(page).size
    if page.markup is None or not size:
        return NOTHING
    found = targets(page)
    return Reading(
        min(sum(map(len, found.anchors)) / size, 1.0),
        lambda: found.spans(range(len(found.links))),
    )
