"""Numbered points that were shuffled or copied together."""

from __future__ import annotations

import functools
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.feature import EDGE, NOTHING, Reading, Without, subject
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new"


LEAST = 4
"""Numbered points a text must have."""
_SPACES = " \u3000\xa0(（"
_ENDS = frozenset("\n\r。！？；;.!?：:")
_MARKS = ".、．)）"
_BEFORE = (_SPACES + "\n\r。！？；;!?：:", EDGE)
_BEHIND = (_MARKS, Without(cp.ASCII_DIGIT))
SUBJECT = subject(
    NOTHING,
    (_BEFORE, cp.ASCII_DIGIT, *_BEHIND),
    (_BEFORE, cp.ASCII_DIGIT, cp.ASCII_DIGIT, *_BEHIND),
)


@functools.cache
def _marked() -> npt.NDArray[np.bool_]:
    marked = np.zeros(0x10000, dtype=np.bool_)  # the last is no character: what is beyond it
    marked[[ord(mark) for mark in _MARKS]] = True
    return marked


def numbering_disorder(page: Page) -> Reading:
    """Share of the numbered points (`1.` `2、` `3)`) that do not follow the point before them.

    A point stands at the beginning of a line or sentence; it follows when its number is one
    more, or when it starts over at 1. Texts of fewer than four points are not read.
    """
    chars = characters(page)
    if chars.count(cp.ASCII_DIGIT) < LEAST:
        return NOTHING
    at = chars.positions(cp.ASCII_DIGIT)
    # Numbers that one of the marks follows.
    ends = at + 1
    marked = _marked().take(chars.codes.take(ends, mode="clip"), mode="clip")
    if np.count_nonzero(marked) < LEAST:
        return NOTHING
    ends = ends[marked]
    digit, text = chars.mask(cp.ASCII_DIGIT), chars.text
    points = []
    for end in ends.tolist():
        if "0" <= text[end + 1 : end + 2] <= "9":
            continue
        start = end - 2 if end > 1 and digit[end - 2] else end - 1
        # Neither the tail of a longer number nor of a decimal.
        if start and (digit[start - 1] or text[start - 1] in ".,-/"):
            continue
        # A point begins a line or follows the end of a sentence.
        lead = text[max(0, start - 3) : start].rstrip(_SPACES)
        if lead and lead[-1] not in _ENDS:
            continue
        points.append((int(text[start:end]), start, end + 1))
    if len(points) < LEAST:
        return NOTHING
    astray = [
        (before, after)
        for before, after in pairwise(points)
        if after[0] != before[0] + 1 and after[0] != 1
    ]
    return Reading(
        len(astray) / (len(points) - 1), lambda: [Span(start, end) for _, (_, start, end) in astray]
    )
