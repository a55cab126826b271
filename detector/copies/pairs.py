"""Pairs of pages that share hashes, found on disk: memory holds one range of hashes at a time.

Every (hash, page) goes to one of many files by the low bits of the hash; each file is sorted
alone. Two pages of a hash become a pair when the hash stands in few pages; a hash that stands
in many pairs each of them with the first few in rank only, so the number of pairs is at most
``ANCHORS`` times the number of hashes, whatever the pages hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from detector.copies.match import COMMON
from detector.copies.sketch import Hashes, Ints
from detector.copies.store import Store

ANCHORS = 4
ALL_PAIRS = 2 * ANCHORS + 1
"""Pages up to which a hash pairs all of them: then too each has ``ANCHORS`` pairs on average."""
POSTINGS_A_FILE = 1 << 21
PAIRS_A_FILE = 1 << 21
CHUNK = 1 << 20

Keys = npt.NDArray[np.uint64]


class Spill:
    """Arrays appended to numbered files."""

    def __init__(self, folder: Path, name: str, files: int) -> None:
        self._paths = [folder / f"{name}-{number:05d}.u64" for number in range(files)]
        self._counts = np.zeros(files, dtype=np.int64)

    def __len__(self) -> int:
        """How many files there are."""
        return len(self._paths)

    def add(self, values: npt.NDArray[np.uint64], files: npt.NDArray[np.integer]) -> None:
        """Append each row of ``values`` to the file of that number."""
        order = np.argsort(files.astype(np.uint16), kind="stable")
        values = values[order]
        ends = np.cumsum(np.bincount(files, minlength=len(self._paths)))
        start = 0
        for number, end in enumerate(ends.tolist()):
            if end > start:
                with self._paths[number].open("ab") as out:
                    out.write(np.ascontiguousarray(values[start:end]).data)
                self._counts[number] += end - start
            start = end

    def take(self, number: int) -> npt.NDArray[np.uint64]:
        """What was appended to a file; the file is removed."""
        path = self._paths[number]
        if not self._counts[number]:
            return np.empty(0, dtype=np.uint64)
        values = np.fromfile(path, dtype=np.uint64)
        path.unlink()
        return values

    def take_pairs(self, number: int) -> Iterator[Keys]:
        """The pairs of a file in ranges of the lower rank, ascending; the file is removed.

        A text that stands everywhere pairs thousands of pages with the few first in rank, so
        one file may hold many times what the others do: it is then read once for each range.
        """
        count = int(self._counts[number])
        if count <= 2 * PAIRS_A_FILE:
            yield self.take(number)
            return
        whole = np.memmap(self._paths[number], dtype=np.uint64, mode="r", shape=(count,))
        sample = np.sort(whole[:: max(1, count >> 16)])
        at = np.linspace(0, len(sample), -(-count // PAIRS_A_FILE) + 1).astype(np.int64)[1:-1]
        rank = np.uint64(32)
        cuts = np.unique(sample[at] >> rank) << rank
        bounds = [0, *cuts[cuts > 0].tolist(), 1 << 63]
        for low, high in pairwise(bounds):
            pieces = [np.empty(0, dtype=np.uint64)]
            for first in range(0, count, CHUNK):
                piece = whole[first : first + CHUNK]
                pieces.append(piece[(piece >= np.uint64(low)) & (piece < np.uint64(high))])
            yield np.concatenate(pieces)
        del whole
        self._paths[number].unlink()


def common_and_pairs(store: Store, work: Path) -> tuple[Hashes, Spill]:
    """Find the common hashes, and spill pairs of ranks that share a hash.

    A spilled pair is ``lower << 32 | higher``; it stands there once for every hash that paired
    the two. File ``n`` of the spill holds a range of lower ranks, ascending with ``n``.
    """
    postings = len(store.hashes.values)
    files = 1 << max(0, (postings // POSTINGS_A_FILE)).bit_length()
    page_bits = max(1, len(store).bit_length())
    low = _by_hash(store, work, files, page_bits)
    # At most ANCHORS pairs a hash; most hashes stand in one page and make none.
    pairs = Spill(work, "pairs", min(4096, max(1, postings // PAIRS_A_FILE)))
    common = []
    file_bits = files.bit_length() - 1
    for number in range(files):
        keys = np.sort(low.take(number))
        groups = keys >> np.uint64(page_bits)
        pages = (keys & np.uint64((1 << page_bits) - 1)).astype(np.int64)
        heads = np.flatnonzero(np.diff(groups, prepend=groups[:1] + np.uint64(1)))
        sizes = np.diff(np.append(heads, len(groups)))
        wide = groups[heads[sizes > COMMON]]
        common.append((wide << np.uint64(file_bits)) | np.uint64(number))
        for one, other in pairs_within(heads, sizes):
            first, second = pages[one], pages[other]
            packed = (first.astype(np.uint64) << np.uint64(32)) | second.astype(np.uint64)
            pairs.add(packed, first * len(pairs) // len(store))
    found = np.concatenate(common) if common else np.empty(0, dtype=np.uint64)
    return np.sort(found), pairs


def hash_bits(store: Store) -> int:
    """Low bits of a hash that the common hashes are given by."""
    postings = len(store.hashes.values)
    file_bits = max(0, (postings // POSTINGS_A_FILE)).bit_length()
    return 64 - max(1, len(store).bit_length()) + file_bits


def _by_hash(store: Store, work: Path, files: int, page_bits: int) -> Spill:
    """Spill (hash, rank) by the low bits of the hash, packed into 64 bits.

    As many of the hash's higher bits are kept as fit. Two hashes that agree in all of those
    can make a false candidate, which the verification with the full hashes throws out.
    """
    spill = Spill(work, "postings", files)
    file_bits = np.uint64(files.bit_length() - 1)
    starts = store.hashes.starts
    first = 0
    while first < len(store):
        last = int(np.searchsorted(starts, starts[first] + CHUNK, side="right")) - 1
        last = min(max(last, first + 1), len(store))
        hashes = store.hashes.values[starts[first] : starts[last]]
        ranks = np.repeat(store.rank[first:last], np.diff(starts[first : last + 1]))
        packed = (hashes >> file_bits) << np.uint64(page_bits) | ranks.astype(np.uint64)
        spill.add(packed, hashes & np.uint64(files - 1))
        first = last
    return spill


def pairs_within(heads: Ints, sizes: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Indices of the two members of every pair, the lower rank first.

    Members of a group stand in order of rank, so the first of it are its anchors.
    """
    small = sizes <= ALL_PAIRS
    starts, lengths = heads[small], sizes[small]
    for one in range(ALL_PAIRS - 1):
        for other in range(one + 1, ALL_PAIRS):
            inside = starts[lengths > other]
            if len(inside):
                yield inside + one, inside + other
    starts, lengths = heads[~small], sizes[~small]
    for anchor in range(ANCHORS if len(starts) else 0):
        rest = lengths - anchor - 1
        for group in _chunks(rest):
            counts = rest[group]
            firsts = np.repeat(starts[group] + anchor, counts)
            steps = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
            yield firsts, firsts + 1 + steps


def _chunks(sizes: Ints) -> Iterator[slice]:
    """Slices of groups that hold about ``CHUNK`` members each."""
    ends = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        done = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + CHUNK, side="right")))
        yield slice(first, last)
        first = last
