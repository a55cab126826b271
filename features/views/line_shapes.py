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

_BULLETS = frozenset("•‣▪◦●○◆◇■□▶►★☆➤✓✔·*-–—※→»")
_DOTS = frozenset(".。．")


class LineShapes(NamedTuple):
    """For every line of the content (bool, in order of :func:`~.stretches.lines`).

    ``ended``: its last sign ends a sentence (a closing quote or bracket may follow);
    ``trailing``: it ends in an ellipsis; ``bulleted``: it begins with a bullet.
    """

    ended: Mask
    trailing: Mask
    bulleted: Mask


@functools.cache
def _stops() -> frozenset[str]:
    return frozenset(cp.members(cp.TERMINATOR)) | {"…", "⋯"}


@view
def line_shapes(page: Page) -> LineShapes:
    """What stands around the first and the last word of every line.

    Six characters after the last word and three before the first are looked at.
    """
    parts, text, stops = lines(page), characters(page).text, _stops()
    ended, trailing, bulleted = [], [], []
    for start, end in zip(parts.starts.tolist(), parts.ends.tolist(), strict=True):
        tail = text[end : end + 6].partition("\n")[0]
        stopped = bool(tail) and not stops.isdisjoint(tail)
        ended.append(stopped)
        trailing.append(
            stopped and ("…" in tail or "⋯" in tail or sum(sign in _DOTS for sign in tail) >= 3)
        )
        head = text[max(0, start - 3) : start].rpartition("\n")[2] if start else ""
        bulleted.append(bool(head) and not _BULLETS.isdisjoint(head))
    return LineShapes(
        np.array(ended, dtype=np.bool_),
        np.array(trailing, dtype=np.bool_),
        np.array(bulleted, dtype=np.bool_),
    )
