"""Links that lead where other links lead."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import targets

BOUNDS = (0.0, 1.0)
SOURCE = "new"

LEAST = 5


def target_repeats(page: Page) -> Reading:
    """Share of the visible links whose address an earlier one has; five links or more."""
    found = targets(page)
    if len(found) < LEAST:
        return NOTHING
    different = len({target.link.href for target in found})

    def evidence() -> list[Span]:
        seen: set[str] = set()
        spans = []
        for target in found:
            if target.link.href in seen and target.anchor:
                spans.append(Span(target.link.start, target.link.end))
            seen.add(target.link.href)
        return spans

    return Reading(1 - different / len(found), evidence)
