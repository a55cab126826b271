"""One product or service named with place after place."""

from __future__ import annotations

import math

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.places import places

BOUNDS = (0.0, 20.0)
SOURCE = "new (doorways that join one service to dozens of places)"

LEAST = 5
_REACH = 32
"""Characters looked at on each side of a name."""
_SHORT = 4
"""Letters that a word of a spaced script has at least: `in`, `near` and `from` are none."""
_MOST = 2000
"""Names looked at."""


def place_frames(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the different places that stand beside one and the same word.

    As in `plumber in Reno, plumber Tulsa` or `武汉开锁、长沙开锁`: a word of four letters or more
    among the two before a name or the one behind it, in Han the two characters before or behind.
    """
    if not characters(page).seen:
        return NOTHING
    found = places(page)
    if len(found) < LEAST:
        return Reading(0.0)
    chars = characters(page)
    text, size = chars.text, chars.size
    han = chars.padded.translate(cp.class_translation(cp.HAN)) if chars.count(cp.HAN) else b""
    starts, ends = found.starts[:_MOST].tolist(), found.ends[:_MOST].tolist()
    beside: dict[str, dict[int, tuple[int, int]]] = {}
    last = 0
    for start, end, row, following in zip(
        starts, ends, found.rows[:_MOST].tolist(), (*starts[1:], size), strict=True
    ):
        low = max(last, start - _REACH)
        if start - low > 1 and han and han[start - 1]:
            if han[start - 2]:
                key = "<" + text[start - 2 : start]
                beside.setdefault(key, {}).setdefault(row, (start - 2, end))
        elif start > low:
            for before in _before(text[low:start]):
                place = start - len(before), end
                beside.setdefault("<" + before, {}).setdefault(row, place)
        high = min(following, end + _REACH)
        if high - end > 1 and han and han[end]:
            if han[end + 1]:
                beside.setdefault(">" + text[end : end + 2], {}).setdefault(row, (start, end + 2))
        elif high > end and text[end] == " ":
            after = _after(text[end:high])
            if after:
                place = start, end + len(after)
                beside.setdefault(">" + after, {}).setdefault(row, place)
        last = end
    if not beside:
        return Reading(0.0)
    most = max(beside.values(), key=len)
    if len(most) < 2:
        return Reading(0.0)
    return Reading(math.log2(1 + len(most)), lambda: [Span(*at) for at in sorted(most.values())])


def _before(gap: str) -> list[str]:
    """The words before a name that may name a service, not across a line end."""
    words = gap.rpartition("\n")[2].split()[-2:]
    return [word.lower() for word in words if len(word) >= _SHORT and word.isalpha()]


def _after(gap: str) -> str:
    """The word behind a name and a space, not across a line end."""
    words = gap.partition("\n")[0].split(None, 1)
    if words:
        word = words[0].rstrip(",.;:|")
        if len(word) >= _SHORT and word.isalpha():
            return word.lower()
    return ""
