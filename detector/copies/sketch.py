"""Containment sketches: which of a text's shingles to remember so that parts can be found.

A FracMinHash sketch (Irber et al. 2022, https://doi.org/10.1101/2022.01.11.475838) holds the
distinct hashes of a text's shingles that fall below a fixed threshold, a share of ``1/SCALE``
of them. Unlike MinHash of a fixed size, the share two sketches have in common estimates how
much of one text stands inside the other, whatever their lengths. A text so short that fewer
than ``LEAST`` hashes fall below the threshold keeps its ``LEAST`` smallest (bottom-k) instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features.text import Codes, code_points, fold
from features.twins import twin_of

_twin = twin_of(__name__)

SHINGLE = 8
"""Normalised code points a shingle."""
SCALE = 16
"""One of this many shingles is remembered."""
LEAST = 16
"""Hashes that even a short text keeps, as long as it has so many distinct shingles."""
HASH_NAME = "poly8-splitmix64"
THRESHOLD = np.uint64(2**64 // SCALE)

Hashes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]

BASE = 0x9E3779B97F4A7C15
_POWERS = tuple(np.uint64(pow(BASE, n, 1 << 64)) for n in (1, 2, 4))
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_S27, _S30, _S31 = np.uint64(27), np.uint64(30), np.uint64(31)
_CHUNK = 1 << 14
"""Code points hashed at a time, so that the working arrays stay in the processor's cache."""
_TEXTS = 64
"""Texts normalised at a time, for the same reason."""


class Sketches(NamedTuple):
    """Sketches of several texts: text ``i`` has ``hashes[starts[i]:starts[i + 1]]``, ascending."""

    hashes: Hashes
    starts: Ints

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self.starts) - 1

    def of(self, text: int) -> Hashes:
        """The hashes of one text."""
        return self.hashes[self.starts[text] : self.starts[text + 1]]


def shingle_hashes(codes: Codes) -> Hashes:
    """The hash of every shingle of ``codes``, in order: polynomial, mixed by splitmix64."""
    if len(codes) < SHINGLE:
        return np.empty(0, dtype=np.uint64)
    hashed = codes.astype(np.uint64)
    for step, power in zip((1, 2, 4), _POWERS, strict=True):
        hashed = hashed[:-step] * power + hashed[step:]
    hashed ^= hashed >> _S30
    hashed *= _MIX_1
    hashed ^= hashed >> _S27
    hashed *= _MIX_2
    hashed ^= hashed >> _S31
    return hashed


def sampled(codes: Codes) -> tuple[Hashes, Ints]:
    """Hashes below the threshold and where their shingles begin, in order of place."""
    if _twin:
        found: tuple[Hashes, Ints] = _twin.sampled(
            np.ascontiguousarray(codes, dtype=np.uint32), int(THRESHOLD)
        )
        return found
    kept: list[Hashes] = []
    places: list[Ints] = []
    for start in range(0, max(len(codes) - SHINGLE + 1, 0), _CHUNK):
        hashed = shingle_hashes(codes[start : start + _CHUNK + SHINGLE - 1])
        low = np.flatnonzero(hashed < THRESHOLD)
        kept.append(hashed[low])
        places.append(low + start)
    if not kept:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.int64)
    return np.concatenate(kept), np.concatenate(places)


def sampled_or_smallest(codes: Codes) -> tuple[Hashes, Ints]:
    """The hashes one text's sketch holds and where their shingles begin, in order of place."""
    hashes, places = sampled(codes)
    if len(hashes) >= LEAST and len(np.unique(hashes)) >= LEAST:
        return hashes, places
    hashes = shingle_hashes(codes)
    bound = reach(*sketch([codes]))[0]
    places = np.flatnonzero(hashes < bound)
    return hashes[places], places


def sketch(texts: Sequence[Codes]) -> Sketches:
    """Sketch normalised texts, all in one pass."""
    sizes = np.fromiter((len(codes) for codes in texts), dtype=np.int64, count=len(texts))
    if not len(texts):
        return Sketches(np.empty(0, dtype=np.uint64), np.zeros(1, dtype=np.int64))
    return _sketch_joined(np.concatenate(texts), sizes)


def sketch_texts(texts: Sequence[str]) -> Sketches:
    """Normalise and sketch plain texts, all in one pass."""
    parts = [_sketch_some(texts[at : at + _TEXTS]) for at in range(0, len(texts), _TEXTS)]
    sizes = [np.diff(part.starts) for part in parts]
    return Sketches(
        np.concatenate([np.empty(0, dtype=np.uint64), *(part.hashes for part in parts)]),
        np.concatenate(([0], np.cumsum(np.concatenate([np.empty(0, dtype=np.int64), *sizes])))),
    )


def _sketch_some(texts: Sequence[str]) -> Sketches:
    joined = fold(code_points("\n".join(texts)))
    ends = np.cumsum(np.fromiter((len(text) + 1 for text in texts), dtype=np.int64))
    cuts = np.searchsorted(joined.offsets, ends)
    return _sketch_joined(joined.codes, np.diff(cuts, prepend=0))


def _sketch_joined(codes: Codes, sizes: Ints) -> Sketches:
    ends = np.cumsum(sizes)
    hashes, places = sampled(codes)
    texts = np.searchsorted(ends, places, side="right")
    inside = places + SHINGLE <= ends[texts]
    hashes, texts = _distinct(hashes[inside], texts[inside])
    counts = np.bincount(texts, minlength=len(sizes))
    few = np.flatnonzero((counts < LEAST) & (sizes >= SHINGLE))
    if len(few):
        more, whose = _smallest(codes, ends, sizes, few)
        rest = (counts >= LEAST)[texts]  # fewer than LEAST are all among the LEAST smallest
        texts = np.concatenate((texts[rest], whose))
        order = np.argsort(texts, kind="stable")
        hashes, texts = np.concatenate((hashes[rest], more))[order], texts[order]
        counts = np.bincount(texts, minlength=len(sizes))
    return Sketches(hashes, np.concatenate(([0], np.cumsum(counts))))


def _distinct(hashes: Hashes, texts: Ints) -> tuple[Hashes, Ints]:
    """Sort by text, then hash, and drop repeats."""
    if not len(hashes):
        return hashes, texts
    order = np.argsort(texts, kind="stable")  # next to nothing where they are in order, as a rule
    hashes, texts = hashes[order], texts[order]
    # Many small sorts in place take a third of what one sort by two keys takes.
    cuts = np.flatnonzero(texts[1:] != texts[:-1]) + 1
    for start, end in zip([0, *cuts.tolist()], [*cuts.tolist(), len(hashes)], strict=True):
        hashes[start:end].sort()
    new = np.ones(len(hashes), dtype=np.bool_)
    np.logical_or(hashes[1:] != hashes[:-1], texts[1:] != texts[:-1], out=new[1:])
    return hashes[new], texts[new]


def _smallest(codes: Codes, ends: Ints, sizes: Ints, few: Ints) -> tuple[Hashes, Ints]:
    """The ``LEAST`` smallest distinct hashes of each of the texts ``few``."""
    lengths = sizes[few]
    firsts = np.cumsum(lengths) - lengths
    places = np.arange(int(lengths.sum())) + np.repeat(ends[few] - lengths - firsts, lengths)
    hashes = shingle_hashes(codes[places])
    texts = np.repeat(np.arange(len(few)), lengths)
    # A shingle that runs on into the next text belongs to neither.
    whole = texts[: len(hashes)] == texts[SHINGLE - 1 :]
    hashes, texts = _distinct(hashes[whole], texts[: len(whole)][whole])
    rank = np.arange(len(texts)) - np.searchsorted(texts, texts)
    small = rank < LEAST
    return hashes[small], few[texts[small]]


def reach(hashes: Hashes, starts: Ints) -> Hashes:
    """For each sketch the bound below which it holds *every* hash of its text.

    The threshold, or for a short text its largest hash plus one; a text with fewer than
    ``LEAST`` shingles is held whole. Two sketches are compared below the lesser bound.
    """
    counts = np.diff(starts)
    bounds = np.full(len(counts), THRESHOLD, dtype=np.uint64)
    filled = np.flatnonzero(counts > 0)
    last = hashes[starts[filled + 1] - 1]
    extended = last >= THRESHOLD
    bounds[filled[extended]] = np.minimum(last[extended], np.uint64(2**64 - 2)) + np.uint64(1)
    bounds[counts < LEAST] = np.uint64(2**64 - 1)
    return bounds
