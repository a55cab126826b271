"""The age of a page against the dates on it."""

from __future__ import annotations

import math
from statistics import median

from features import codepoints as cp
from features.attribution.byline import published
from features.feature import NOTHING, Reading, subject
from features.page import Page
from features.span import Span
from features.views.stamps import day_number, stamps

BOUNDS = (0.0, 12.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, (cp.DIGIT, ":", cp.DIGIT))

_LEAST = 5


def stamp_age_gap(page: Page) -> Reading:
    """ln(1 + days) between the page's date and the median of its dated times (5 or more)."""
    found = stamps(page)
    if len(found) < _LEAST:
        return NOTHING
    day = published(page)
    if day is None:
        return NOTHING
    own = day_number(int(day[:4]), int(day[5:7]), int(day[8:10]))
    gap = abs(median(stamp.day for stamp in found) - own)

    def evidence() -> list[Span]:
        return [Span(stamp.start, stamp.end) for stamp in found]

    return Reading(min(12.0, math.log1p(gap)), evidence)
