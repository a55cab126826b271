"""Dated items and view counts of a page: who, when, how often."""

from __future__ import annotations

import re
from typing import NamedTuple

from features import codepoints as cp
from features.attribution.scan import hits
from features.page import Page, view
from features.span import Span
from features.views.characters import characters


class Stamp(NamedTuple):
    """A date with a time of day at ``[start, end)``.

    ``day`` is its day number (proleptic Gregorian), ``seconds`` the time of day in seconds.
    """

    start: int
    end: int
    day: int
    seconds: int

    @property
    def moment(self) -> int:
        """Seconds since day 0."""
        return self.day * 86_400 + self.seconds


class Count(NamedTuple):
    """A view count at ``[start, end)``."""

    start: int
    end: int
    value: int


_STAMP = re.compile(
    r"((?:19|20)\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T\xa0\u3000]{1,3}"
    r"(\d{1,2}):(\d\d)(?::(\d\d))?(?!\d)"
)
MOST = 400
"""Stamps and counts read at most on one page."""


def day_number(year: int, month: int, day: int) -> int:
    """Days since 0000-03-01 in the Gregorian calendar (Hinnant, days_from_civil)."""
    year -= month <= 2
    return (
        365 * year
        + year // 4
        - year // 100
        + year // 400
        + (153 * ((month + 9) % 12) + 2) // 5
        + day
    )


@view
def stamps(page: Page) -> tuple[Stamp, ...]:
    """Every full date with a time of day in the visible text, in order."""
    chars = characters(page)
    if not chars.count(cp.COLON):
        return ()
    digit, classes = cp.class_translation(cp.DIGIT), chars.padded
    text = chars.text
    found: list[Stamp] = []
    last = 0
    for colon in chars.positions(cp.COLON).tolist():
        if colon < last or text[colon] != ":":
            continue
        if not (digit[classes[colon - 1]] and digit[classes[colon + 1]]):
            continue
        m = _STAMP.search(text, max(last, colon - 16), colon + 6)
        if m is None:
            continue
        year, month, day, hour, minute = (int(part) for part in m.groups()[:5])
        if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60):
            continue
        seconds = hour * 3600 + minute * 60 + int(m[6] or 0)
        found.append(Stamp(m.start(), m.end(), day_number(year, month, day), seconds))
        last = m.end()
        if len(found) == MOST:
            break
    return tuple(found)


_BEHIND = re.compile(
    r"[ \t\xa0\u3000|·]{0,4}\n{0,2}[ \t\xa0\u3000]{0,4}(\d{1,8})(?=[ \t]*(?:\n|$))"
)
_LABELLED = re.compile(r"[ \xa0\u3000]{0,3}(?:[:：(（][ \xa0\u3000]{0,3})?(\d{1,9})(?![\d.:%年月])")
_BEFORE = re.compile(r"(\d{1,9})[ \xa0]{0,2}$")


@view
def view_counts(page: Page) -> tuple[Count, ...]:
    """How often the page or the items on it were looked at: behind stamps, beside labels."""
    text = page.text[: page.visible_end]
    found: dict[int, Count] = {}
    for stamp in stamps(page):
        m = _BEHIND.match(text, stamp.end, min(len(text), stamp.end + 24))
        if m:
            found[m.start(1)] = Count(m.start(1), m.end(1), int(m[1]))
    for start, end, _, count, _ in hits(page):
        if not count or len(found) >= MOST:
            continue
        m = _LABELLED.match(text, end, min(len(text), end + 16)) or _BEFORE.search(
            text, max(0, start - 11), start
        )
        if m and m[1].isascii():
            found[m.start(1)] = Count(m.start(1), m.end(1), int(m[1]))
    return tuple(found[key] for key in sorted(found))


_NAME_BEFORE = re.compile(r"([^\s|·]{2,24}(?: [^\s|·]{1,16}){0,2})[ \t\xa0\u3000|·]{1,4}$")


@view
def item_authors(page: Page) -> tuple[Span, ...]:
    """Names that stand right before a stamp on its line: the authors of listed items."""
    text = page.text
    found = []
    for stamp in stamps(page):
        low = max(text.rfind("\n", 0, stamp.start) + 1, stamp.start - 60)
        m = _NAME_BEFORE.search(text, low, stamp.start)
        if m and m.start(1) == low and not text[low : m.end(1)].endswith((":", "：")):
            found.append(Span(*m.span(1)))
    return tuple(found)
