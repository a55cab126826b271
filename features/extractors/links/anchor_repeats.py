"""Links that say what other links say."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import targets

BOUNDS = (0.0, 1.0)
SOURCE = "new"

LEAST = 5


def anchor_repeats(page: Page) -> Reading:
    """Share of the visible links with text whose text an earlier one has; five links or more."""
    found = [target for target in targets(page) if target.anchor]
    if len(found) < LEAST:
        return NOTHING
    different = len({target.anchor for target in found})

    def evidence() -> list[Span]:
        seen: set[str] = set()
        spans = []
        for target in found:
            if target.anchor in seen:
                spans.append(Span(target.link.start, target.link.end))
            seen.add(target.anchor)
        return spans

    return Reading(1 - different / len(found), evidence)
