"""Links to other sites heaped at the foot."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import outside_targets

BOUNDS = (0.0, 1.0)
SOURCE = "new (link blocks under an otherwise honest page)"

LEAST = 5


def links_at_end(page: Page) -> Reading:
    """Share of the links to other sites that stand in the last tenth of the visible text.

    Fewer than five links to other sites are not read.
    """
    away = outside_targets(page)
    if len(away) < LEAST:
        return NOTHING
    foot = page.visible_end * 9 // 10
    late = [target for target in away if target.link.start >= foot]
    return Reading(
        len(late) / len(away),
        lambda: [Span(t.link.start, t.link.end) for t in late if t.anchor],
    )
