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
_ENTRY, _ENTRY_HAN = 30, 8
"""Characters beside the name up to which a line is an entry of a menu."""
_MOST = 2000
"""Names looked at."""


def place_frames(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the different places that stand beside one and the same word.

    As in `plumber in Reno, plumber Tulsa` or `武汉开锁、长沙开锁`: a word of four letters or more
    among the two before a name or the one behind it, in Han the two characters before or behind.
    Lines of hardly more than one name are the menu by which a reader chooses a town.
    """
    if not characters(page).seen:
        return NOTHING
    found = places(page)
    if len(found) < LEAST:
        return Reading(0.0)
    text = characters(page).text
    starts, ends = found.starts[:_MOST].tolist(), found.ends[:_MOST].tolist()
    beside: dict[str, dict[int, Span]] = {}
    last = 0
    for number, (start, end, row) in enumerate(
        zip(starts, ends, found.rows[:_MOST].tolist(), strict=True)
    ):
        following = starts[number + 1] if number + 1 < len(starts) else len(text)
        if _alone(text, start, end):
            last = end
            continue
        for before in _before(text[max(last, start - _REACH) : start]):
            beside.setdefault("<" + before, {}).setdefault(row, Span(start - len(before), end))
        after = _after(text[end : min(following, end + _REACH)])
        if after:
            beside.setdefault(">" + after, {}).setdefault(row, Span(start, end + len(after)))
        last = end
    if not beside:
        return Reading(0.0)
    most = max(beside.values(), key=len)
    if len(most) < 2:
        return Reading(0.0)
    return Reading(math.log2(1 + len(most)), lambda: sorted(most.values()))


def _alone(text: str, start: int, end: int) -> bool:
    """Whether the line of a name holds hardly anything else."""
    most = _ENTRY_HAN if text[start] >= "\u2e80" else _ENTRY
    begin = text.rfind("\n", max(0, start - most - 1), start)
    if begin < 0 and start > most:
        return False
    stop = text.find("\n", end, end + most + 1)
    if stop < 0:
        stop = len(text)
    return start - begin - 1 + stop - end <= most


def _han(text: str) -> bool:
    return cp.flags_of(text) & cp.HAN != 0


def _before(gap: str) -> list[str]:
    """The words before a name that may name a service, not across a line end."""
    if len(gap) > 1 and _han(gap[-1]):
        return [gap[-2:]] if _han(gap[-2]) else []
    words = gap.rpartition("\n")[2].split()[-2:]
    return [word.lower() for word in words if len(word) >= _SHORT and word.isalpha()]


def _after(gap: str) -> str:
    """The word behind a name, not across a line end."""
    if len(gap) > 1 and _han(gap[0]):
        return gap[:2] if _han(gap[1]) else ""
    words = gap.partition("\n")[0].split(None, 1)
    if words and gap[0] == " ":
        word = words[0].rstrip(",.;:|")
        if len(word) >= _SHORT and word.isalpha():
            return word.lower()
    return ""
