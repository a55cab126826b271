"""Spans made from positions, for evidence: plain, grown to the words around, or merged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from features.span import Span

Positions = npt.NDArray[np.intp]


def spans(starts: Positions, ends: Positions) -> list[Span]:
    """One span for every pair of start and end."""
    return list(map(Span, starts.tolist(), ends.tolist()))


def points(at: Positions) -> list[Span]:
    """One span of a single character for every position."""
    return spans(at, at + 1)


def merged(found: Iterable[Span]) -> list[Span]:
    """The same stretches in order, overlapping or touching ones joined."""
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def with_context(text: str, found: Sequence[Span], reach: int = 6) -> list[Span]:
    """Each span grown over up to ``reach`` characters a side, not across white space."""
    grown = []
    for start, end in found:
        low, high = start, end
        while low > 0 and start - low < reach and not text[low - 1].isspace():
            low -= 1
        while high < len(text) and high - end < reach and not text[high].isspace():
            high += 1
        grown.append(Span(low, high))
    return merged(grown)
