"""One author over all listed items."""

from __future__ import annotations

from collections import Counter

from features import codepoints as cp
from features.feature import NOTHING, Reading, subject
from features.page import Page
from features.span import Span
from features.views.stamps import item_authors

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, (cp.DIGIT, ":", cp.DIGIT))

_LEAST = 5


def same_recommended_author(page: Page) -> Reading:
    """Share of listed items (name, date, time; 5 or more) with the most frequent name."""
    spans = item_authors(page)
    if len(spans) < _LEAST:
        return NOTHING
    names = Counter(span.of(page.text) for span in spans)
    name, count = names.most_common(1)[0]

    def evidence() -> list[Span]:
        return [span for span in spans if span.of(page.text) == name]

    return Reading(count / len(spans), evidence)
