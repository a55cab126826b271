"""Links to other sites that all say nearly the same."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.targets import outside, targets

BOUNDS = (0.0, 1.0)
SOURCE = "new (anchors of one trade under a heading of friendly links)"

LEAST = 5


def outside_anchor_sameness(page: Page) -> Reading:
    """Share of the links to other sites whose anchors hold one and the same letter pair.

    The pair is the most frequent one; fewer than five such links with text are not read.
    """
    found = targets(page)
    anchors = found.anchors
    away = [at for at in outside(page) if len(anchors[at]) > 1]
    if len(away) < LEAST:
        return NOTHING
    counts: dict[str, int] = {}
    for at in away:
        word = anchors[at][:40]
        for pair in {word[at : at + 2] for at in range(len(word) - 1)}:
            counts[pair] = counts.get(pair, 0) + 1
    best = max(counts, key=lambda pair: (counts[pair], pair))
    return Reading(
        counts[best] / len(away),
        lambda: found.spans([at for at in away if best in anchors[at][:40]]),
    )
