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
    found = targets(page)
    anchors = found.anchors
    empty = anchors.count("")
    count = len(anchors) - empty
    if count < LEAST:
        return NOTHING
    different = len(set(anchors)) - (empty > 0)

    def evidence() -> list[Span]:
        first: dict[str, int] = {}
        return found.spans(
            [at for at, anchor in enumerate(anchors) if first.setdefault(anchor, at) != at]
        )

    return Reading(1 - different / count, evidence)
