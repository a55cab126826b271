"""Links to other sites heaped at the foot."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.targets import outside, targets

BOUNDS = (0.0, 1.0)
SOURCE = "new (link blocks under an otherwise honest page)"
SUBJECT = subject(NOTHING, Fact.FIVE_LINKS)

LEAST = 5


def links_at_end(page: Page) -> Reading:
    """Share of the links to other sites that stand in the last tenth of the visible text.

    Fewer than five links to other sites are not read.
    """
    away = outside(page)
    if len(away) < LEAST:
        return NOTHING
    found = targets(page)
    foot = page.visible_end * 9 // 10
    late = [at for at in away if found.links[at].start >= foot]
    return Reading(len(late) / len(away), lambda: found.spans(late))
