"""Numbered points that were shuffled or copied together."""

from __future__ import annotations

import re
from itertools import pairwise

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new"

_POINT = re.compile(r"(?<![0-9.])([0-9]{1,2})[.、．)）](?![0-9])")
LEAST = 4
"""Numbered points a text must have."""


def numbering_disorder(page: Page) -> Reading:
    """Share of the numbered points (`1.` `2、` `3)`) that do not follow the point before them.

    A point follows when its number is one more, or when it starts over at 1. Texts of fewer
    than four points are not read.
    """
    chars = characters(page)
    if chars.count(cp.ASCII_DIGIT) < LEAST:
        return NOTHING
    points = [(int(found[1]), found.start(), found.end()) for found in _POINT.finditer(chars.text)]
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
