"""How the lines of the content begin and end."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.page import Page, view
from features.views.characters import characters
from features.views.stretches import lines

Mask = npt.NDArray[np.bool_]

_STOP, _NEWLINE, _DOT, _ELLIPSIS, _BULLET = 1, 2, 4, 8, 16
_BULLETS = "•‣▪◦●○◆◇■□▶►★☆➤✓✔·*-–—※→»"
_AFTER = np.arange(4, dtype=np.int32)
_BEFORE = np.arange(1, 4, dtype=np.int32)


class LineShapes(NamedTuple):
    """For every line of the content (bool, in order of :func:`~.stretches.lines`).

    ``ended``: its last sign ends a sentence (a closing quote or bracket may follow);
    ``trailing``: it ends in an ellipsis; ``bulleted``: it begins with a bullet.
    """

    ended: Mask
    trailing: Mask
    bulleted: Mask


@functools.cache
def _signs() -> npt.NDArray[np.uint8]:
    """What each code point up to U+FFFF is at the edge of a line: a sum of the flags above."""
    table = cp.codepoint_table()
    classes = table.classes[:0x10000]
    signs = np.zeros(0x10000, dtype=np.uint8)
    signs[cp.class_members(cp.TERMINATOR)[classes]] |= _STOP
    signs[cp.class_members(cp.NEWLINE)[classes]] |= _NEWLINE
    signs[[0x2E, 0x3002, 0xFF0E]] |= _DOT
    signs[[0x2026, 0x22EF]] |= _ELLIPSIS
    signs[[ord(bullet) for bullet in _BULLETS]] |= _BULLET
    signs[0xFFFF] = 0
    signs.setflags(write=False)
    return signs


@view
def line_shapes(page: Page) -> LineShapes:
    """What stands around the first and the last word of every line.

    Four characters after the last word and three before the first are looked at.
    """
    parts, codes = lines(page), characters(page).codes
    table = _signs()
    # A step outside the text reads the first or last character, which is a word's or harmless.
    after = table.take(codes.take(parts.ends[:, None] + _AFTER, mode="clip"), mode="clip")
    over = np.maximum.accumulate(after & _NEWLINE, axis=1)
    after[over != 0] = 0
    before = table.take(codes.take(parts.starts[:, None] - _BEFORE, mode="clip"), mode="clip")
    over = np.maximum.accumulate(before & _NEWLINE, axis=1)
    before[over != 0] = 0
    signs = np.bitwise_or.reduce(after, axis=1)
    dots = (after & _DOT).sum(axis=1)
    return LineShapes(
        (signs & (_STOP | _ELLIPSIS)) != 0,
        ((signs & _ELLIPSIS) != 0) | (dots >= 3 * _DOT),
        np.bitwise_or.reduce(before & _BULLET, axis=1) != 0,
    )
