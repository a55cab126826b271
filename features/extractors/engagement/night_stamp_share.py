"""Items published while an editor sleeps."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Reading, subject
from features.page import Page
from features.span import Span
from features.views.stamps import stamps

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, (cp.DIGIT, ":", cp.DIGIT))

_LEAST = 5
_FROM, _TO = 3600, 6 * 3600


def night_stamp_share(page: Page) -> Reading:
    """Share of dated times that lie between 01:00 and 06:00 as printed (5 or more)."""
    found = stamps(page)
    if len(found) < _LEAST:
        return NOTHING
    night = [stamp for stamp in found if _FROM <= stamp.seconds < _TO]

    def evidence() -> list[Span]:
        return [Span(stamp.start, stamp.end) for stamp in night]

    return Reading(len(night) / len(found), evidence)
