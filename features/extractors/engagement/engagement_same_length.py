"""View counts that all have the same number of digits."""

from __future__ import annotations

from collections import Counter

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.stamps import view_counts

BOUNDS = (0.0, 1.0)
SOURCE = "new"

_LEAST = 5


def engagement_same_length(page: Page) -> Reading:
    """Share of view counts with the most frequent number of digits (5 counts or more)."""
    counts = view_counts(page)
    if len(counts) < _LEAST:
        return NOTHING
    length, most = Counter(len(str(count.value)) for count in counts).most_common(1)[0]

    def evidence() -> list[Span]:
        return [Span(c.start, c.end) for c in counts if len(str(c.value)) == length]

    return Reading(most / len(counts), evidence)
