"""From the hashes of query texts to the known items that have them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from detector.copies.match import ANCHORS, COMMON
from detector.copies.sketch import Ints, Sketches
from detector.errors import RefusedError
from detector.index.ordering import hash_order
from detector.index.run import Array, Run


class Ranges(NamedTuple):
    """Where each run lists the queries' hashes: query hash ``query[i]`` in rows ``first..last``.

    One entry for every run and hash found there; ``total`` counts the documents with that
    hash over all runs.
    """

    query: list[Ints]
    first: list[Ints]
    last: list[Ints]
    total: list[Ints]


class Hits(NamedTuple):
    """Pairs of query and item that share hashes."""

    query: Ints
    run: Ints
    item: Ints
    shared: Ints
    rare: Ints


def posting_ranges(runs: Sequence[Array], sketches: Sketches) -> Ranges:
    """Look every hash up in every run; sorted first, so that a run is read front to back."""
    order = hash_order(sketches.hashes)
    wanted = sketches.hashes[order]
    texts = np.repeat(np.arange(len(sketches), dtype=np.int64), np.diff(sketches.starts))[order]
    totals = np.zeros(len(wanted), dtype=np.int64)
    places, firsts, lasts = [], [], []
    for hashes in runs:
        first = np.searchsorted(hashes, wanted)
        there = np.flatnonzero(hashes[np.minimum(first, len(hashes) - 1)] == wanted)
        first = first[there]
        last = np.searchsorted(hashes, wanted[there], "right")
        totals[there] += last - first
        places.append(there)
        firsts.append(first)
        lasts.append(last)
    return Ranges([texts[p] for p in places], firsts, lasts, [totals[p] for p in places])


def hits(ranges: Ranges, runs: Sequence[Run]) -> Hits:
    """Count the hashes every query shares with every item.

    A common hash leads to its first few items only: enough to find a text that is everywhere,
    without listing everybody who has it.
    """
    parts: list[tuple[Ints, Ints, Ints, Ints, Ints]] = []
    for number, run in enumerate(runs):
        query, first, last, total = (column[number] for column in ranges)
        if bool((last < first).any()):
            raise RefusedError(f"run {run.name} has hashes out of order: verify the index")
        common = total > COMMON
        length = np.where(common, np.minimum(last - first, ANCHORS), last - first)
        rows = np.repeat(first, length)
        rows += np.arange(len(rows)) - np.repeat(np.cumsum(length) - length, length)
        item = run.items[rows].astype(np.int64)
        if len(item) and int(item.max()) >= len(run):
            raise RefusedError(f"run {run.name} names an item it does not hold: verify the index")
        key = (np.repeat(query, length) << 32) | item
        order = np.argsort(key, kind="stable")
        key = key[order]
        rare = np.repeat(~common, length)[order].astype(np.int64)
        heads = np.flatnonzero(np.diff(key, prepend=-1))
        shared = np.diff(np.append(heads, len(key)))
        rarely = np.add.reduceat(rare, heads) if len(heads) else rare
        pairs = key[heads]
        parts.append((pairs >> 32, np.full(len(heads), number), pairs & 0xFFFFFFFF, shared, rarely))
    if not parts:
        none = np.empty(0, dtype=np.int64)
        return Hits(none, none, none, none, none)
    return Hits(*(np.concatenate(column) for column in zip(*parts, strict=True)))
