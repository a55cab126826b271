"""Hashes of any stretch of an array in constant time, from one pass over it."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(29)


@functools.cache
def _powers(bits: int) -> tuple[Hashes, Hashes]:
    size = 1 << bits
    base, inverse = np.uint64(_BASE), np.uint64(pow(_BASE, -1, 1 << 64))
    both = []
    for factor in (base, inverse):
        steps = np.full(size, factor, dtype=np.uint64)
        steps[0] = 1
        powers = np.multiply.accumulate(steps)
        powers.setflags(write=False)
        both.append(powers)
    return both[0], both[1]


class Rolling:
    """Prefix sums of ``values[i] * base**i`` modulo 2**64; equal stretches hash equal."""

    __slots__ = ("_inverses", "_sums")

    def __init__(self, values: npt.NDArray[np.unsignedinteger]) -> None:
        size = len(values)
        powers, self._inverses = _powers(max(12, int(size).bit_length()))
        mixed = values.astype(np.uint64)
        mixed *= _MIX
        mixed ^= mixed >> _SHIFT
        mixed *= powers[:size]
        self._sums = np.zeros(size + 1, dtype=np.uint64)
        np.cumsum(mixed, out=self._sums[1:])

    def stretches(self, starts: npt.NDArray[np.integer], ends: npt.NDArray[np.integer]) -> Hashes:
        """The hash of every stretch ``[start, end)``: uint64."""
        hashes: Hashes = (self._sums.take(ends) - self._sums.take(starts)) * self._inverses.take(
            starts
        )
        return hashes ^ (hashes >> np.uint64(32))
