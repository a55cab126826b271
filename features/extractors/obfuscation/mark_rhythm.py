"""Foreign marks set into the text at an even distance."""

from __future__ import annotations

import math
from collections.abc import Sequence
from operator import sub

from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import with_context
from features.span import Span
from features.views.characters import characters
from features.views.inserted import odd_marks

BOUNDS = (0.0, 20.0)
SOURCE = "new"

LEAST = 8
_NEAR = 4.0
"""A distance is even that is within a quarter of the middle one."""


def mark_rhythm(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the marks in the text that stand as far apart as the others.

    Marks are emoji, symbols, invisible and private characters and ASCII signs between a letter
    or digit and anything but space and punctuation; far apart as the others is within a quarter
    of the middle distance, but for what chance would give. Fewer than eight of a kind read 0.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    best = 0.0
    where: Sequence[int] | None = None
    for at in odd_marks(page):
        if len(at) >= LEAST and (even := _even(at)) > best:
            best, where = even, at
    if where is None:
        return Reading(0.0)
    marks = where
    return Reading(
        math.log2(1 + best),
        lambda: with_context(chars.text, [Span(at, at + 1) for at in marks]),
    )


def _even(at: Sequence[int]) -> float:
    """How many distances are near the middle one, less twice what chance would give."""
    gaps: list[int] = sorted(map(sub, at[1:], at))
    half = len(gaps) // 2
    middle = float(gaps[half]) if len(gaps) % 2 else (gaps[half - 1] + gaps[half]) / 2
    if middle < _NEAR:
        return 0.0
    near = sum([abs(gap - middle) * _NEAR <= middle for gap in gaps])
    # At random places a quarter of the distances or less are as near as that.
    return max(0.0, near - 0.5 * len(gaps))
