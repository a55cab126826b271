"""One product or service named with place after place."""

from __future__ import annotations

import math
from collections.abc import Iterator

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.places import place_lists, places

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
    if len(places(page)) < LEAST:
        return Reading(0.0)
    beside: dict[str, dict[int, tuple[int, int]]] = {}
    for word, row, start, end in _words_beside(page):
        beside.setdefault(word, {}).setdefault(row, (start, end))
    most = max(beside.values(), key=len, default={})
    if len(most) < 2:
        return Reading(0.0)
    return Reading(math.log2(1 + len(most)), lambda: [Span(*at) for at in sorted(most.values())])


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


def _words_beside(page: Page) -> Iterator[tuple[str, int, int, int]]:
    """Every word before (`<`) or behind (`>`) a name, the name's row, and both as they stand."""
    chars = characters(page)
    text = chars.text
    han = chars.padded.translate(cp.class_translation(cp.HAN))
    starts, ends, rows = [column[:_MOST] for column in place_lists(page)]
    last = 0
    for start, end, row, following in zip(
        starts, ends, rows, (*starts[1:], chars.size), strict=True
    ):
        low, high = max(last, start - _REACH), min(following, end + _REACH)
        last = end
        if _alone(text, start, end):
            continue
        if start - low > 1 and han[start - 1]:
            if han[start - 2]:
                yield "<" + text[start - 2 : start], row, start - 2, end
        elif start > low:
            for word in _before(text[low:start]):
                yield "<" + word, row, start - len(word), end
        if high - end > 1 and han[end]:
            if han[end + 1]:
                yield ">" + text[end : end + 2], row, start, end + 2
        elif high > end and text[end] == " " and (word := _after(text[end:high])):
            yield ">" + word, row, start, end + len(word)


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
