"""MinHash signatures in bulk, value for value those of datasketch's default scheme.

For whole-page clusters, and for users who have datasketch indexes: what is computed here goes
into a ``datasketch.MinHashLSH`` (in memory or on Redis) and matches what is there. datasketch
2.x calls the scheme ``affine32``: a 32-bit hash of each shingle, mixed by the finaliser of
MurmurHash3, then ``a * h + b`` modulo 2**32 for each permutation, and the least value of each.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from detector.copies.sketch import BASE, Ints
from features.text import code_points

if TYPE_CHECKING:
    from datasketch import MinHash

SCHEME = "affine32"
PERMUTATIONS = 128
SEED = 1

Values = npt.NDArray[np.uint32]
_EMPTY = np.uint32(0xFFFFFFFF)
_AT_ONCE = 16
_SPACE = 32
_LETTERS = 64
_SETS = 64
_VALUES = 1 << 16
"""Sets, and shingles, permuted at a time: the work array has to stay in the cache."""


@functools.cache
def permutations(count: int = PERMUTATIONS, seed: int = SEED) -> tuple[Values, Values]:
    """The multipliers and summands datasketch draws for ``affine32``."""
    source = np.random.RandomState(seed)
    multipliers = source.randint(0, 1 << 31, count, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    summands = source.randint(0, 1 << 32, count, dtype=np.uint32)
    return multipliers, summands


def affine_signatures(
    hashes: Values, starts: Ints, count: int = PERMUTATIONS, seed: int = SEED
) -> Values:
    """Sign sets of 32-bit shingle hashes; shape ``(sets, count)``.

    Set ``i`` is ``hashes[starts[i]:starts[i + 1]]``, repeats allowed. The values are those of
    ``MinHash(count, seed, hashfunc=...)`` updated with shingles of these hashes; an empty set
    has all values at their largest, as there.
    """
    mixed = _finalised(hashes)
    signatures = np.full((len(starts) - 1, count), _EMPTY, dtype=np.uint32)
    sizes = np.diff(starts)
    # Sets of like size side by side: one permutation goes over several of them in one sweep
    # of a contiguous array, which is what the processor's wide registers are for.
    order = np.argsort(sizes, kind="stable")
    order = order[sizes[order] > 0]
    first = 0
    while first < len(order):
        longest = int(sizes[order[min(first + _SETS, len(order)) - 1]])
        last = first + max(1, min(_SETS, _VALUES // longest))
        some = order[first:last]
        signatures[some] = _signed(mixed, starts[some], sizes[some], *permutations(count, seed))
        first = last
    return signatures


def _signed(
    mixed: Values, starts: Ints, sizes: Ints, multipliers: Values, summands: Values
) -> Values:
    """Sign several sets at once; each row of the work array repeats its first shingle."""
    longest = int(sizes.max())
    steps = np.arange(longest)
    table = mixed[starts[:, None] + np.where(steps < sizes[:, None], steps, 0)]
    values = np.empty_like(table)
    signatures = np.empty((len(multipliers), len(starts)), dtype=np.uint32)
    for row, multiplier, summand in zip(signatures, multipliers, summands, strict=True):
        np.multiply(table, multiplier, out=values)
        np.add(values, summand, out=values)
        np.minimum.reduce(values, axis=1, out=row)
    return signatures.T


def _finalised(hashes: Values) -> Values:
    """The 32-bit finaliser of MurmurHash3."""
    mixed = hashes.astype(np.uint32)
    mixed ^= mixed >> np.uint32(16)
    mixed *= np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed


def sha1_hashes(sets: Iterable[Iterable[bytes]]) -> tuple[Values, Ints]:
    """The hashes datasketch takes of shingles by default, for sets of shingles as bytes.

    This is what existing datasketch indexes were made with; it is slow, most of it SHA-1.
    Shingles that come again in the same call are hashed once.
    """
    known: dict[bytes, int] = {}
    hashes: list[int] = []
    starts = [0]
    for shingle_set in sets:
        for shingle in shingle_set:
            value = known.get(shingle)
            if value is None:
                digest = hashlib.sha1(shingle, usedforsecurity=False).digest()
                value = known[shingle] = int.from_bytes(digest[:4], "little")
            hashes.append(value)
        starts.append(len(hashes))
    return np.array(hashes, dtype=np.uint32), np.array(starts, dtype=np.int64)


def shingles(texts: Sequence[str], size: int, *, words: bool = False) -> tuple[Values, Ints]:
    """Hash every shingle of ``size`` characters, or of ``size`` words, of each text, quickly.

    Returns hashes and starts as :func:`affine_signatures` takes them. A text of fewer than
    ``size`` characters (words) is one shingle, an empty one none. Words are what stands
    between spaces and line ends. :func:`shingle_hash` gives the same for one shingle.
    """
    parts: list[Values] = []
    starts = [np.zeros(1, dtype=np.int64)]
    total = 0
    for first in range(0, len(texts), _AT_ONCE):
        values, sizes = _units(texts[first : first + _AT_ONCE], words=words)
        hashed, counts = _windows(values, sizes, size)
        parts.append(hashed)
        starts.append(total + np.cumsum(counts))
        total += len(hashed)
    joined = np.concatenate(parts) if parts else np.empty(0, dtype=np.uint32)
    return joined, np.concatenate(starts)


def shingle_hash(shingle: bytes, *, words: bool = False) -> int:
    """The hash :func:`shingles` gives one shingle (UTF-8): a ``hashfunc`` for datasketch."""
    text = shingle.decode("utf-8", "surrogatepass")
    values, sizes = _units([text], words=words)
    return int(_windows(values, sizes, max(1, len(values)))[0][0]) if len(values) else 0


def datasketch_minhash(signature: Values, seed: int = SEED) -> MinHash:
    """A datasketch ``MinHash`` of a signature, to insert into or ask of any of its indexes."""
    from datasketch import MinHash

    count = len(signature)
    return MinHash(
        seed=seed,
        hashvalues=signature,
        permutations=tuple(permutations(count, seed)),
        scheme=SCHEME,
    )


def _units(texts: Sequence[str], *, words: bool) -> tuple[npt.NDArray[np.uint64], Ints]:
    """What shingles are made of, end to end: code points or word hashes; how many a text has."""
    joined = code_points("\n".join(texts)).astype(np.uint64)
    lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    ends = np.cumsum(lengths + 1) - 1
    if not words:
        inside = np.ones(len(joined), dtype=np.bool_)
        inside[ends[:-1]] = False
        return joined[inside], lengths
    base = np.uint64(BASE)
    letter = joined > _SPACE
    edges = np.diff(letter.astype(np.int8), prepend=0, append=0)
    first, last = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    # Horner's rule for all words at once, one letter each a step. Beyond _LETTERS only the
    # length counts, so that one endless word costs no more than the others.
    hashed = (last - first).astype(np.uint64)
    longer = np.arange(len(first))
    for step in range(_LETTERS):
        longer = longer[first[longer] + step < last[longer]]
        if not len(longer):
            break
        hashed[longer] = hashed[longer] * base + joined[first[longer] + step]
    hashed ^= hashed >> np.uint64(29)
    return hashed, np.diff(np.searchsorted(first, ends), prepend=0)


def _windows(values: npt.NDArray[np.uint64], sizes: Ints, size: int) -> tuple[Values, Ints]:
    """Hash windows of ``size`` units that do not cross texts; short texts are one window."""
    counts = np.where(sizes >= size, sizes - size + 1, np.minimum(sizes, 1))
    ends = np.cumsum(sizes)
    hashed = np.zeros(len(values), dtype=np.uint64)
    if len(values) >= size:
        hashed[: len(values) - size + 1] = _polynomial(values, size)
    first = ends - sizes
    for text in np.flatnonzero((sizes < size) & (sizes > 0)).tolist():
        whole = values[first[text] : ends[text]]
        hashed[first[text]] = _polynomial(whole, len(whole))[0]
    kept = np.ones(len(values), dtype=np.bool_)
    # The last windows of a text run on into the next.
    tails = ends[:, None] - np.arange(1, size)
    kept[tails[tails >= (first + counts)[:, None]]] = False
    mixed = hashed[kept]
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(32)).astype(np.uint32), counts


def _polynomial(values: npt.NDArray[np.uint64], size: int) -> npt.NDArray[np.uint64]:
    """Every window's polynomial in ``BASE``, by doubling: a few sweeps for any ``size``."""
    length, hashed = 1, values
    for bit in bin(size)[3:]:
        power = np.uint64(pow(BASE, length, 1 << 64))
        hashed = hashed[:-length] * power + hashed[length:]
        length *= 2
        if bit == "1":
            hashed = hashed[:-1] * np.uint64(BASE) + values[length : length + len(hashed) - 1]
            length += 1
    return hashed
