"""Listed items that all appeared on one day."""

from __future__ import annotations

from collections import Counter

from features import codepoints as cp
from features.feature import NOTHING, Reading, subject
from features.page import Page
from features.span import Span
from features.views.stamps import stamps

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, (cp.DIGIT, ":", cp.DIGIT))

_LEAST = 5


def stamps_single_day(page: Page) -> Reading:
    """Share of dated times on the page that fall on its most frequent day (5 or more)."""
    found = stamps(page)
    if len(found) < _LEAST:
        return NOTHING
    day, most = Counter(stamp.day for stamp in found).most_common(1)[0]

    def evidence() -> list[Span]:
        return [Span(stamp.start, stamp.end) for stamp in found if stamp.day == day]

    return Reading(most / len(found), evidence)
