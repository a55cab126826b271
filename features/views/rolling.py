"""Hashes of any stretch of an array in constant time, from one pass over it."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]

BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64


@functools.cache
def _powers(bits: int) -> tuple[Hashes, Hashes]:
    size = 1 << bits
    base, inverse = np.uint64(BASE), np.uint64(pow(BASE, -1, 1 << 64))
    both = []
    for factor in (base, inverse):
        steps = np.full(size, factor, dtype=np.uint64)
        steps[0] = 1
        powers = np.multiply.accumulate(steps)
        powers.setflags(write=False)
        both.append(powers)
    return both[0], both[1]


class Rolling:
    """Prefix sums of ``values[i] * base**i`` modulo 2**64; equal stretches hash equal.

    The pass is made when the first hash is asked for.
    """

    __slots__ = ("_inverses", "_sums", "_values")

    def __init__(self, values: npt.NDArray[np.unsignedinteger]) -> None:
        self._values: npt.NDArray[np.unsignedinteger] | None = values
        self._sums: Hashes
        self._inverses: Hashes

    def _pass(self) -> None:
        if self._values is None:
            return
        size = len(self._values)
        powers, self._inverses = _powers(max(12, int(size).bit_length()))
        terms = self._values.astype(np.uint64)
        terms *= powers[:size]
        self._sums = np.empty(size + 1, dtype=np.uint64)
        self._sums[0] = 0
        np.add.accumulate(terms, out=self._sums[1:])
        self._values = None

    def stretches(self, starts: npt.NDArray[np.integer], ends: npt.NDArray[np.integer]) -> Hashes:
        """The hash of every stretch ``[start, end)``: uint64; of a single value, the value."""
        self._pass()
        hashes = self._sums.take(ends)
        hashes -= self._sums.take(starts)
        hashes *= self._inverses.take(starts)
        return hashes

    def pieces(self, edges: npt.NDArray[np.integer]) -> Hashes:
        """The hashes of the stretches between neighbouring ``edges``."""
        self._pass()
        sums = self._sums.take(edges)
        hashes: Hashes = sums[1:] - sums[:-1]
        hashes *= self._inverses.take(edges[:-1])
        return hashes
