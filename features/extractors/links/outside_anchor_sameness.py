"""Links to other sites that all say nearly the same."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import outside_targets

BOUNDS = (0.0, 1.0)
SOURCE = "new (anchors of one trade under a heading of friendly links)"

LEAST = 5


def outside_anchor_sameness(page: Page) -> Reading:
    """Share of the links to other sites whose anchors hold one and the same letter pair.

    The pair is the most frequent one; fewer than five such links with text are not read.
    """
    away = [target for target in outside_targets(page) if len(target.anchor) > 1]
    if len(away) < LEAST:
        return NOTHING
    counts: dict[str, int] = {}
    for target in away:
        word = target.anchor[:40]
        for pair in {word[at : at + 2] for at in range(len(word) - 1)}:
            counts[pair] = counts.get(pair, 0) + 1
    best = max(counts, key=lambda pair: (counts[pair], pair))
    return Reading(
        counts[best] / len(away),
        lambda: [Span(t.link.start, t.link.end) for t in away if best in t.anchor[:40]],
    )
