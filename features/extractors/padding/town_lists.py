"""Lists of towns in running text."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.places import gazetteer
from features.span import Span
from features.views.characters import characters
from features.views.places import places

BOUNDS = (0.0, 20.0)
SOURCE = "new (lists of places as padding)"
SUBJECT = subject(ZERO, (cp.UPPER,))

LEAST = 6
"""Names in a row that make a list."""
_KNOWN = 3
"""Of them in the gazetteer, and a quarter at least: it knows the larger towns only."""
_MOST = 200
"""Lines looked at."""
_LONG = 4000
"""Characters of a line looked at."""
_MARK = re.compile(r"[,;|/·•、，；]")


@functools.cache
def _towns() -> npt.NDArray[np.bool_]:
    """Which names are towns of scripts with spaces, and not states."""
    known = gazetteer()
    return np.frombuffer(known.spaced, dtype=np.bool_) & ~known.states


def town_lists(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the different names in lists of towns, six names or more.

    A list stands in one line and is parted by one mark; its entries are one to three words with
    capitals, of which the gazetteer knows a quarter. Lists of entries of their own lines are the
    menus by which honest pages let people choose a town; states are no towns.
    """
    if not characters(page).seen:
        return NOTHING
    found = places(page)
    if len(found) < _KNOWN or not characters(page).count(cp.UPPER):
        return ZERO
    chosen = _towns().take(found.rows)
    if int(chosen.sum()) < _KNOWN:
        return ZERO
    text = characters(page).text
    starts = found.starts[chosen].tolist()
    names: set[str] = set()
    spans: list[Span] = []
    for begin, end, known in _lines(text, starts):
        for part in _lists(text, begin, end):
            inside = sum(1 for at in known if part[0].start <= at < part[-1].end)
            if inside >= _KNOWN and 4 * inside >= len(part):
                names.update(text[name.start : name.end] for name in part)
                spans.append(Span(part[0].start, part[-1].end))
    return Reading(math.log2(1 + len(names)), lambda: spans) if names else ZERO


def _lines(text: str, starts: list[int]) -> Iterator[tuple[int, int, list[int]]]:
    """Lines that hold enough towns: begin, end and where the towns stand."""
    number, count = 0, 0
    while number < len(starts) and count < _MOST:
        begin = text.rfind("\n", 0, starts[number]) + 1
        end = text.find("\n", starts[number])
        end = len(text) if end < 0 else end
        first = number
        while number < len(starts) and starts[number] < end:
            number += 1
        if number - first >= _KNOWN:
            count += 1
            begin = max(begin, starts[first] - _LONG)
            yield begin, min(end, begin + _LONG), starts[first:number]


def _lists(text: str, begin: int, end: int) -> Iterator[list[Span]]:
    """Rows of names parted by one mark."""
    row: list[Span] = []
    mark = ""
    at = begin
    while at < end:
        hit = _MARK.search(text, at, end)
        stop = hit.start() if hit else end
        name = _name(text, at, stop)
        if name is None:
            if len(row) >= LEAST:
                yield row
            row, mark = [], ""
        else:
            row.append(name)
        here = hit.group() if hit else ""
        if mark and here and here != mark:
            if len(row) >= LEAST:
                yield row
            row = []
        mark = here if row else ""
        at = stop + 1
    if len(row) >= LEAST:
        yield row


def _name(text: str, begin: int, end: int) -> Span | None:
    """The entry as a name of one to three words, each with a capital."""
    if end - begin > 40:
        return None
    entry = text[begin:end]
    words = entry.split()
    if not 1 <= len(words) <= 3 or not all(word[0].isupper() for word in words):
        return None
    start = begin + entry.index(words[0])
    return Span(start, start + len(entry.strip()))
