"""Merging runs into one without holding them in memory: hash range by hash range."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detector.index.run import COPY_ROWS, Array, Run, RunWriter

SLICE = 1 << 21
"""Hashes sorted at a time (24 MB of them, and as much again to sort)."""


def merge(runs: Sequence[Run], writer: RunWriter) -> None:
    """Write all items and hashes of ``runs``, in their order, as one sorted run."""
    first_items = np.cumsum([0, *(len(run) for run in runs)])
    for run in runs:
        for batch in run.rows.to_batches(max_chunksize=COPY_ROWS):
            writer.rows(batch)
        writer.array("sizes.npy", run.sizes)
        writer.array("bounds.npy", run.bounds)
    for cut in _cuts([run.keys for run in runs]):
        keys = np.concatenate([run.keys[a:b] for run, (a, b) in zip(runs, cut, strict=True)])
        writer.array("keys.npy", np.sort(keys))
    for cut in _cuts([run.hashes for run in runs]):
        slices = [slice(a, b) for a, b in cut]
        hashes = np.concatenate([r.hashes[s] for r, s in zip(runs, slices, strict=True)])
        items = np.concatenate(
            [
                r.items[s] + np.uint32(first)
                for r, s, first in zip(runs, slices, first_items[:-1], strict=True)
            ]
        )
        # Stable, and the runs come in order: equal hashes keep their items ascending.
        order = np.argsort(hashes, kind="stable")
        writer.array("hashes.npy", hashes[order])
        writer.array("items.npy", items[order])


def _cuts(arrays: Sequence[Array]) -> list[list[tuple[int, int]]]:
    """Ranges of each ascending array that together hold about ``SLICE`` values, in order."""
    total = sum(len(array) for array in arrays)
    largest = max(arrays, key=len)
    if not total:
        return []
    steps = np.linspace(0, len(largest), max(1, -(-total // SLICE)) + 1).astype(np.int64)[1:-1]
    pivots = np.unique(largest[steps])
    edges = [
        np.concatenate(([0], np.searchsorted(array, pivots), [len(array)])) for array in arrays
    ]
    return [[(int(edge[i]), int(edge[i + 1])) for edge in edges] for i in range(len(pivots) + 1)]
