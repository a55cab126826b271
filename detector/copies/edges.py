"""Every candidate pair checked against the full sketches, and the clusters the true ones make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detector.copies.match import LEAST_SHARED, Mask, Overlap, sizes_below
from detector.copies.ondisk import OnDisk
from detector.copies.pairs import Spill, common_and_pairs, hash_bits
from detector.copies.sketch import Hashes, Ints
from detector.copies.store import Lists, Store
from features.twins import twin_of

_twin = twin_of(__name__)

HASHES_AT_ONCE = 1 << 20
SAME_TEXT = 0.5
"""Share of one page's text that must stand in the other for the two to be one cluster..."""
SAME_LEAST = 0.15
"""...and the share the other way round, so that a notice quoted whole is not one with its page."""
PAGES_A_FILE = 1 << 15


class Edges(NamedTuple):
    """Verified overlaps between pages, one entry each way, by page, best first.

    ``page`` and ``other`` are positions in the store; ``overlap.here`` is of ``page``.
    """

    page: Ints
    other: Ints
    overlap: Overlap


class Found(NamedTuple):
    """All verified edges, spilled by page, and the cluster of every page.

    ``hub`` is the position of the page a cluster is named after, -1 for a page in none.
    ``common`` counts hashes that stand in too many pages to prove anything.
    """

    spill: Spill
    hub: Ints
    common: int

    def edges(self, store: Store) -> Iterator[tuple[int, int, Edges]]:
        """Edges of the pages ``first`` to ``last``, a range at a time, in order."""
        for number in range(len(self.spill)):
            first = number * PAGES_A_FILE
            rows = self.spill.take(number).reshape(-1, 5).astype(np.int64)
            yield (
                first,
                min(first + PAGES_A_FILE, len(store)),
                _sorted(Edges(rows[:, 0] >> 32, rows[:, 0] & 0xFFFFFFFF, Overlap(*rows[:, 1:].T))),
            )


def _sorted(edges: Edges) -> Edges:
    share = np.maximum(edges.overlap.share_here, edges.overlap.share_there)
    order = np.lexsort((edges.other, -share, edges.page))
    return Edges(edges.page[order], edges.other[order], Overlap(*(c[order] for c in edges.overlap)))


PairFinder = Callable[[Store, Path], tuple[Hashes, Spill]]
"""What finds the common hashes and the pairs to verify: :func:`common_and_pairs`, or a cluster."""


def find_edges(
    store: Store, work: Path, taken: Mask, pairs_of: PairFinder = common_and_pairs
) -> Found:
    """Verify every pair that shares hashes, and gather clusters.

    Clusters are stars: in order of rank each page that is in no cluster yet becomes the hub
    of one and takes in the pages that verifiably share most of their text with *it*, so no
    chain of half-similar pages can grow. ``taken`` pages belong to a known item's cluster.
    """
    common, pairs = pairs_of(store, work)
    spill = Spill(work, "edges", -(-len(store) // PAGES_A_FILE))
    hub = np.where(taken, -2, -1)
    ranges = (keys for number in range(len(pairs)) for keys in pairs.take_pairs(number))
    for keys in ranges:
        for low, high in _candidates(keys):
            one, other = store.by_rank[low], store.by_rank[high]
            overlap = _overlap(store, one, other, common)
            kept = overlap.matches()
            one, other = one[kept], other[kept]
            shared, rare, here, there = (column[kept] for column in overlap)
            _spill(spill, one, other, (shared, rare, here, there))
            _spill(spill, other, one, (shared, rare, there, here))
            same = one_text(Overlap(shared, rare, here, there))
            _grow(hub, one[same], other[same], store.rank)
    hub[hub == -2] = -1
    return Found(spill, hub, len(common))


def one_text(overlap: Overlap) -> Mask:
    """Which overlaps are large enough, both ways, for the two texts to be one cluster."""
    here, there = overlap.share_here, overlap.share_there
    return (np.maximum(here, there) >= SAME_TEXT) & (np.minimum(here, there) >= SAME_LEAST)


def _spill(spill: Spill, page: Ints, other: Ints, columns: tuple[Ints, ...]) -> None:
    rows = np.stack([(page << 32) | other, *columns], axis=1).astype(np.uint64)
    spill.add(rows, page // PAGES_A_FILE)


def _candidates(keys: Hashes) -> Iterator[tuple[Ints, Ints]]:
    """Pairs of ranks that share enough hashes to be looked at, lower rank ascending."""
    keys.sort()
    heads = np.flatnonzero(np.diff(keys, prepend=keys[:1] + np.uint64(1)))
    often = np.diff(np.append(heads, len(keys))) >= LEAST_SHARED
    chosen = keys[heads[often]]
    if len(chosen):
        yield (
            (chosen >> np.uint64(32)).astype(np.int64),
            (chosen & np.uint64(0xFFFFFFFF)).astype(np.int64),
        )


def _overlap(store: Store, one: Ints, other: Ints, common: Hashes) -> Overlap:
    """The exact overlap of the sketches of each pair."""
    sizes = np.diff(store.hashes.starts)
    # The shorter sketch is looked up in the longer, so that a page as long as a book costs no
    # more against each of a thousand others than they do.
    swap = sizes[one] > sizes[other]
    short, long = np.where(swap, other, one), np.where(swap, one, other)
    work = np.cumsum(sizes[short])
    shared = np.zeros(len(one), dtype=np.int64)
    rare = np.zeros(len(one), dtype=np.int64)
    bits = min(hash_bits(store), 64)
    first = 0
    while first < len(one):
        done = int(work[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(work, done + HASHES_AT_ONCE, side="right")))
        part = slice(first, last)
        shared[part], rare[part] = _intersect(store.hashes, short[part], long[part], common, bits)
        first = last
    ours, theirs = store.bounds[one], store.bounds[other]
    limits = np.minimum(ours, theirs)
    return Overlap(
        shared,
        rare,
        sizes_below(ours, sizes[one], limits),
        sizes_below(theirs, sizes[other], limits),
    )


def _intersect(
    lists: Lists, short: Ints, long: Ints, common: Hashes, bits: int
) -> tuple[Ints, Ints]:
    """How many hashes each pair shares, and how many of these are not common.

    ``common`` hashes are given by their low ``bits`` (see :func:`pairs.hash_bits`).
    """
    order = np.argsort(long, kind="stable")
    long = long[order]
    if _twin:
        counts = np.zeros((2, len(short)), dtype=np.int64)
        for first, last in _few_lists(lists, long):
            both = np.concatenate((short[order[first:last]], long[first:last]))
            some, at = np.unique(both, return_inverse=True)
            short_at, long_at = at[: last - first], at[last - first :]
            counts[:, order[first:last]] = _twin.intersect(
                *lists.held(some), short_at, long_at, common, (1 << bits) - 1
            )
        return counts[0], counts[1]
    wanted, sizes = lists.of(short[order])
    pair = np.repeat(order, sizes)
    look_up = _by_table if len(wanted) > _WORTH_A_TABLE * len(np.unique(long)) else _by_search
    there = look_up(lists, wanted, sizes, long)
    shared = np.bincount(pair[there], minlength=len(short))
    if not len(common):
        return shared, shared
    tail = wanted[there] & np.uint64((1 << bits) - 1)
    at = np.minimum(np.searchsorted(common, tail), len(common) - 1)
    rare = np.bincount(pair[there][common[at] != tail], minlength=len(short))
    return shared, rare


_WORTH_A_TABLE = 100
"""Hashes looked up in a sketch from which it is laid out as a table first."""
_SLOTS = 1 << 16
_MOST_SLOTS = 1 << 22
_FEW = 16


def _by_search(lists: Lists, wanted: Hashes, sizes: Ints, long: Ints) -> Mask:
    """Which hashes stand in the list of their pair: a binary search of all at once.

    Pairs with the same list must follow each other if the lists are on disk.
    """
    if isinstance(lists.values, OnDisk):
        ends = np.concatenate(([0], np.cumsum(sizes)))
        found = [np.empty(0, dtype=np.bool_)]
        for first, last in _few_lists(lists, long):
            some, at = np.unique(long[first:last], return_inverse=True)
            part = wanted[ends[first] : ends[last]]
            found.append(_by_search(Lists(*lists.held(some)), part, sizes[first:last], at))
        return np.concatenate(found)
    low = np.repeat(lists.starts[long], sizes)
    end = np.repeat(lists.starts[long + 1], sizes)
    high = end.copy()
    for _ in range(int((high - low).max(initial=0)).bit_length()):
        middle = (low + high) >> 1
        less = (low < high) & (lists.values[np.minimum(middle, len(lists.values) - 1)] < wanted)
        low = np.where(less, middle + 1, low)
        high = np.where(less, high, np.maximum(middle, low))
    there: Mask = low < end
    there[there] = lists.values[low[there]] == wanted[there]
    return there


def _few_lists(lists: Lists, long: Ints) -> Iterator[tuple[int, int]]:
    """Ranges of pairs whose lists hold no more than is to be in memory, or of one list."""
    heads = np.flatnonzero(np.diff(long, prepend=-1))
    ends = np.cumsum(lists.starts[long[heads] + 1] - lists.starts[long[heads]])
    pairs = np.append(heads, len(long))
    first = 0
    while first < len(heads):
        done = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, done + HASHES_AT_ONCE, side="right")))
        yield int(pairs[first]), int(pairs[last])
        first = last


def _by_table(lists: Lists, wanted: Hashes, sizes: Ints, long: Ints) -> Mask:
    """The same, list by list: the slot a hash's low bits name holds it, or it is not there.

    Pairs with the same list must follow each other.
    """
    there = np.zeros(len(wanted), dtype=np.bool_)
    longest = int((lists.starts[long + 1] - lists.starts[long]).max(initial=0))
    slots = min(_MOST_SLOTS, max(_SLOTS, 1 << (8 * longest).bit_length()))
    mask = np.uint64(slots - 1)
    table = np.zeros(slots, dtype=np.uint64)
    table[0] = 1  # an empty slot holds what belongs into another
    ends = np.concatenate(([0], np.cumsum(sizes)))
    heads = np.flatnonzero(np.diff(long, prepend=-1))
    for head, end in zip(heads.tolist(), [*heads[1:].tolist(), len(long)], strict=True):
        page = int(long[head])
        mine = lists.values[lists.starts[page] : lists.starts[page + 1]]
        at = (mine & mask).astype(np.intp)
        table[at] = mine
        asked = wanted[ends[head] : ends[end]]
        found = table[(asked & mask).astype(np.intp)] == asked
        crowded = mine[table[at] != mine]
        if len(crowded) > _FEW:
            found |= np.isin(asked, crowded)
        else:
            for value in crowded:
                found |= asked == value
        there[ends[head] : ends[end]] = found
        table[at] = 0
        table[0] = 1
    return there


def _grow(hub: Ints, one: Ints, other: Ints, rank: npt.NDArray[np.int64]) -> None:
    """Let pages in order of rank take in the free pages that share their text."""
    if not len(one):
        return
    order = np.argsort(rank[one], kind="stable")
    one, other = one[order], other[order]
    heads = np.flatnonzero(np.diff(one, prepend=-1))
    for start, end in zip(heads.tolist(), [*heads[1:].tolist(), len(one)], strict=True):
        centre = int(one[start])
        if hub[centre] not in (-1, centre):
            continue
        free = other[start:end]
        free = free[hub[free] == -1]
        if len(free):
            hub[centre] = centre
            hub[free] = centre
