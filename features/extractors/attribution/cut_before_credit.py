"""A text cut off where a feed cuts it, and the feed's credit behind the cut."""

from __future__ import annotations

import re

from features.feature import NOTHING, ZERO, Reading, subject
from features.landmarks import FEED_CREDITS
from features.page import Page
from features.span import Span
from features.views.marks import marks

BOUNDS = (0.0, 100.0)
SOURCE = "new (a feed's lead taken as a whole article)"
SUBJECT = subject(ZERO, ("…",), (*"...",), (*"。。。",), (*"&h",))

# An ellipsis, what closes it and a word or two of a link.
_CUT = re.compile(
    r"(?:…|\.{3}|。。。|&hellip;)[….。]{0,6}[\]）)】\s]{0,3}[^\n.。!！?？…]{0,24}"
    r"(?=\s|$|[a-zA-Z]|本文|阅读|查看)"
)
_BEHIND = 260
_TRIES = 20


def cut_before_credit(page: Page) -> Reading:
    """How many feed credits (`appeared first on`, `本文首发于`) stand right behind a cut text."""
    text = page.text[: page.visible_end]
    if not text:
        return NOTHING
    found: list[Span] = []
    known = marks(page)
    for credit in FEED_CREDITS if known else ():
        for at in known.get(credit, ())[:_TRIES]:
            cuts = list(_CUT.finditer(text, max(0, at - _BEHIND), at))
            if cuts:
                found.append(Span(cuts[-1].start(), at + len(credit)))
    if not found:
        return ZERO
    return Reading(float(min(len(found), 100)), lambda: sorted(found))
