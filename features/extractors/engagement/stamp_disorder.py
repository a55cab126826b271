"""Listed items in no order of time."""

from __future__ import annotations

from features import codepoints as cp
from features.distributions import kendall_tau
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.span import Span
from features.views.stamps import stamps

BOUNDS = (0.0, 1.0)
SOURCE = "new; Kendall's tau-b (Kendall 1945)"
SUBJECT = subject(NOTHING, (cp.DIGIT, ":", cp.DIGIT))

_LEAST = 5


def stamp_disorder(page: Page) -> Reading:
    """1 - |Kendall's tau| of dated times (5 or more) and their order: 0 sorted, 1 random."""
    found = stamps(page)
    if len(found) < _LEAST:
        return NOTHING
    moments = [float(stamp.moment) for stamp in found]
    if len(set(moments)) == 1:
        return ZERO

    def evidence() -> list[Span]:
        return [Span(stamp.start, stamp.end) for stamp in found]

    return Reading(min(1.0, max(0.0, 1.0 - abs(kendall_tau(moments)))), evidence)
