"""Maximal stretches of a mask."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.intp]


def stretches_of(mask: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Starts and ends of the maximal stretches where ``mask`` holds."""
    padded = np.zeros(len(mask) + 2, dtype=np.bool_)
    padded[1:-1] = mask
    edges = (padded[1:] != padded[:-1]).nonzero()[0]
    return edges[::2], edges[1::2]


def longest_stretch(mask: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """Start and end of the longest stretch where ``mask`` holds; ``(0, 0)`` if none does."""
    starts, ends = stretches_of(mask)
    if not len(starts):
        return 0, 0
    best = int((ends - starts).argmax())
    return int(starts[best]), int(ends[best])
