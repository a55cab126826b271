"""How the lines of the content end, and how long they are."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.page import Page, view
from features.twins import twin_of
from features.views.characters import characters
from features.views.script_shares import as_long_as
from features.views.stretches import lines

_twin = twin_of(__name__)

Mask = npt.NDArray[np.bool_]

SHORT = 30
"""Letters and digits of a short line at most."""
LONG = 100
"""Letters of a longer line in an alphabet."""
_DOTS = frozenset(".。．")
_LINE_FEED = 0x0A


class LineShapes(NamedTuple):
    """For every line of the content (bool, in order of :func:`~.stretches.lines`).

    ``ended``: its last sign ends a sentence (a closing quote or bracket may follow);
    ``trailing``: it ends in an ellipsis.
    """

    ended: Mask
    trailing: Mask


class LineFigures(NamedTuple):
    """How many lines of the content are of which kind.

    ``total``: all; ``short``: of at most :data:`SHORT` letters and digits, ``long``: of as many
    as say as much as :data:`LONG` letters of an alphabet, ``long_ended``: long and ended;
    ``trailing``: as in :class:`LineShapes`.
    """

    total: int
    short: int
    long: int
    long_ended: int
    trailing: int


@view
def line_figures(page: Page) -> LineFigures:
    """How many lines end and measure what."""
    parts, chars = lines(page), characters(page)
    if not len(parts):
        return LineFigures(0, 0, 0, 0, 0)
    least = as_long_as(chars, LONG)
    if _twin:
        return LineFigures(
            *_twin.figures(
                parts.first,
                parts.last,
                parts.offsets,
                chars.codes,
                chars.padded,
                cp.class_bits(cp.TERMINATOR),
                SHORT,
                least,
            )
        )
    ended, trailing = line_shapes(page)
    sizes = parts.sizes
    long = sizes >= least
    each = (sizes <= SHORT, long, long & ended, trailing)
    return LineFigures(len(parts), *[int(np.count_nonzero(mask)) for mask in each])


@functools.cache
def _stops() -> frozenset[str]:
    return frozenset(cp.members(cp.TERMINATOR)) | {"…", "⋯"}


@view
def line_shapes(page: Page) -> LineShapes:
    """What stands behind the last word of every line: six characters are looked at."""
    parts, chars = lines(page), characters(page)
    count = len(parts)
    ended = np.zeros(count, dtype=np.bool_)
    trailing = ended.copy()
    if not count:
        return LineShapes(ended, trailing)
    if _twin:
        stopping = cp.class_bits(cp.TERMINATOR)
        return LineShapes(*_twin.shapes(parts.ends, chars.codes, chars.padded, stopping))
    ends, codes = parts.ends, chars.codes
    # Most lines end in one mark or none: the others are read one by one.
    text, stops = chars.text, _stops()
    following = codes.take(ends, mode="clip")
    ended |= chars.at(ends, cp.TERMINATOR)
    alone = codes.take(ends + 1, mode="clip") == _LINE_FEED
    alone &= ended
    if "…" in text or "⋯" in text:
        alone &= (following != ord("…")) & (following != ord("⋯"))
    alone |= following == _LINE_FEED
    for number in (~alone).nonzero()[0].tolist():
        end = int(ends[number])
        tail = text[end : end + 6].partition("\n")[0]
        if tail and not stops.isdisjoint(tail):
            ended[number] = True
            trailing[number] = (
                "…" in tail or "⋯" in tail or sum(sign in _DOTS for sign in tail) >= 3
            )
    return LineShapes(ended, trailing)
