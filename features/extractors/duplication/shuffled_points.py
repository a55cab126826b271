"""Numbered points that were shuffled or copied together."""

from __future__ import annotations

import functools
import math
import re
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, Without, subject
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 20.0)
SOURCE = "new (spinners shuffle or draw the numbers of lists)"
_MARKS = ".、．)）"
SUBJECT = subject(NOTHING, (cp.ASCII_DIGIT, _MARKS, Without(cp.ASCII_DIGIT)))

LEAST = 4
"""Numbered points a text must have."""
LONG = 30
"""Code points from which a point says something: dates and menus are shorter."""
_SPACES = " \u3000\xa0"
_ENDS = frozenset("\n\r。！？；;.!?：:")
_DATE = re.compile(r"\w{3,9}\.? ?\d\d")


class _Point(NamedTuple):
    number: int
    start: int
    end: int
    mark: str


@functools.cache
def _marked() -> npt.NDArray[np.bool_]:
    marked = np.zeros(0x10000, dtype=np.bool_)  # the last is no character: what is beyond it
    marked[[ord(mark) for mark in _MARKS]] = True
    return marked


def shuffled_points(page: Page) -> Reading:
    """Steps back between numbered points (`1.` `2、` `3)`), against the steps to the next number.

    Logarithm (base 2, of 1 + n) of how often a long point has a number no higher than the long
    one before it, other than 1 or the one below, times their share of these and of the steps by
    one. A point stands at the beginning of a line or sentence; each mark numbers a list of its
    own. One step back by itself is a slip; texts of fewer than four points are not read.
    """
    points = _points(page)
    if len(points) < LEAST:
        return NOTHING
    text = characters(page).text
    lists: dict[str, list[tuple[_Point, bool]]] = {}
    follower = [point.start for point in points[1:]] + [len(text)]
    for point, end in zip(points, follower, strict=True):
        line = text.find("\n", point.end, min(end, point.end + LONG))
        long = line < 0 and end - point.end >= LONG
        lists.setdefault(point.mark, []).append((point, long))
    back: list[_Point] = []
    by_one = 0
    for listed in lists.values():
        for (before, was_long), (after, is_long) in pairwise(listed):
            step = after.number - before.number
            by_one += step == 1
            if is_long and was_long and after.number > 1 and (step == 0 or step < -1):
                back.append(after)
    count = len(back)
    if count < 2:
        return ZERO
    return Reading(
        math.log2(1 + count) * count / (count + by_one + 1),
        lambda: sorted(Span(point.start, point.end) for point in back),
    )


def _points(page: Page) -> list[_Point]:
    chars = characters(page)
    if chars.count(cp.ASCII_DIGIT) < LEAST:
        return []
    at = chars.positions(cp.ASCII_DIGIT)
    # Numbers that one of the marks follows.
    ends = at + 1
    marked = _marked().take(chars.codes.take(ends, mode="clip"), mode="clip")
    if np.count_nonzero(marked) < LEAST:
        return []
    digit, text = chars.mask(cp.ASCII_DIGIT), chars.text
    points = []
    for end in ends[marked].tolist():
        start = end - 2 if end > 1 and digit[end - 2] else end - 1
        # Neither the tail of a longer number nor of a decimal.
        if text[start] == "0" or (start and (digit[start - 1] or text[start - 1] in ".,-/")):
            continue
        # A point begins a line or follows the end of a sentence.
        lead = text[max(0, start - 3) : start].rstrip(_SPACES)
        if lead and lead[-1] not in _ENDS:
            continue
        begin = end + 2 if text[end + 1 : end + 2] == " " else end + 1
        if text[begin : begin + 1].isalpha() and not _DATE.match(text, begin):
            points.append(_Point(int(text[start:end]), start, end + 1, text[end]))
    return points
