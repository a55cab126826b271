"""How the lines of the content begin and end."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.page import Page, view
from features.views.characters import characters
from features.views.stretches import lines

Mask = npt.NDArray[np.bool_]

_BULLETS = np.array(sorted(map(ord, "•‣▪◦●○◆◇■□▶►★☆➤✓✔·*-–—※→»")), dtype=np.uint32)
_DOTS = np.array([0x2E, 0x2026, 0x22EF], dtype=np.uint32)


class LineShapes(NamedTuple):
    """For every line of the content (bool, in order of :func:`~.stretches.lines`).

    ``ended``: its last sign ends a sentence (a closing quote or bracket may follow);
    ``trailing``: it ends in an ellipsis; ``bulleted``: it begins with a bullet.
    """

    ended: Mask
    trailing: Mask
    bulleted: Mask


@view
def line_shapes(page: Page) -> LineShapes:
    """What stands around the first and the last word of every line."""
    parts, chars = lines(page), characters(page)
    if not len(parts):
        none = np.empty(0, dtype=np.bool_)
        return LineShapes(none, none, none)
    codes, last = chars.codes, chars.size - 1
    stop, newline = chars.mask(cp.TERMINATOR), chars.mask(cp.NEWLINE)
    ended = np.zeros(len(parts), dtype=np.bool_)
    trailing = np.zeros(len(parts), dtype=np.bool_)
    within = np.ones(len(parts), dtype=np.bool_)
    dots = np.zeros(len(parts), dtype=np.int8)
    for step in range(4):
        at = parts.ends + step
        within &= at <= last
        at = np.minimum(at, last)
        within &= ~newline.take(at)
        ended |= within & stop.take(at)
        signs = codes.take(at)
        dots += within & np.isin(signs, _DOTS)
        trailing |= within & (signs == _DOTS[1])
    trailing |= dots >= 3
    bulleted = np.zeros(len(parts), dtype=np.bool_)
    within = np.ones(len(parts), dtype=np.bool_)
    for step in (1, 2, 3):
        at = parts.starts - step
        within &= at >= 0
        at = np.maximum(at, 0)
        within &= ~newline.take(at)
        bulleted |= within & np.isin(codes.take(at), _BULLETS)
    return LineShapes(ended, trailing, bulleted)
