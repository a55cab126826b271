"""Foreign marks set into the text at an even distance."""

from __future__ import annotations

import math

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import points, with_context
from features.views.characters import Positions, characters

BOUNDS = (0.0, 20.0)
SOURCE = "new"

LEAST = 8
_DRAWN = cp.EMOJI | cp.PICTOGRAPH | cp.SYMBOL | cp.REGIONAL
_KINDS = (
    _DRAWN,
    cp.INVISIBLE | cp.PRIVATE | cp.CONTROL | cp.UNASSIGNED,
    cp.SPLITTER | cp.BRACKET | cp.SYMBOL,
)
"""Marks that are read together: what is drawn, what is not, and signs of ASCII."""
_HONEST = frozenset(".-'’&()[]（）【】《》「」『』〈〉［］〖〗|+＋>@\xad\ufffd")
"""What stands inside words, round them or between the entries of a menu."""
_NEAR = 4.0
"""A distance is even that is within a quarter of the middle one."""
_APART = cp.NEWLINE | cp.PUNCTUATION | cp.SPACE
_BESIDE = cp.LETTER | cp.MARK | cp.DIGIT


def mark_rhythm(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the marks in the text that stand as far apart as the others.

    Marks are emoji, symbols, invisible and private characters and ASCII signs between a letter
    or digit and anything but space and punctuation; far apart as the others is within a quarter
    of the middle distance, but for
    what chance would give. Fewer than eight of a kind read 0.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    best, where = 0.0, None
    for kind in _KINDS:
        at = chars.positions(kind)
        if len(at) < LEAST:
            continue
        inside = at[chars.before(at, _BESIDE) & ~chars.at(at + 1, _APART)]
        if len(inside) < LEAST:
            continue
        odd = [place for place in inside.tolist() if chars.text[place] not in _HONEST]
        if len(odd) < LEAST:
            continue
        inside = np.array(odd, dtype=np.intp)
        even = _even(inside)
        if even > best:
            best, where = even, inside
    if where is None:
        return Reading(0.0)
    found = where
    return Reading(math.log2(1 + best), lambda: with_context(chars.text, points(found)))


def _even(at: Positions) -> float:
    """How many distances are near the middle one, less twice what chance would give."""
    gaps = np.diff(at)
    middle = float(np.median(gaps))
    if middle < _NEAR:
        return 0.0
    near = int(np.count_nonzero(np.abs(gaps - middle) * _NEAR <= middle))
    # At random places a quarter of the distances or less are as near as that.
    return max(0.0, near - 0.5 * len(gaps))
