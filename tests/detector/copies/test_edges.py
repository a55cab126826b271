"""Two ways to look up hashes in sketches give one answer."""

from __future__ import annotations

import numpy as np
import pytest

from detector.copies.edges import _by_search, _by_table, _intersect
from detector.copies.store import Lists


@pytest.mark.parametrize(("bits", "most"), [(6, 30), (14, 700), (60, 3000)])
def test_a_table_finds_what_a_search_finds(bits: int, most: int) -> None:
    rng = np.random.default_rng(bits)
    lists = [
        np.unique(rng.integers(0, 1 << bits, rng.integers(0, most), dtype=np.uint64))
        for _ in range(80)
    ]
    # Hashes that all want one slot of the table, among them those an empty slot could be
    # taken for.
    crowd = np.arange(40, dtype=np.uint64) << np.uint64(40)
    lists += [np.unique(np.concatenate((crowd[:n], lists[n][:50]))) for n in range(0, 40, 3)]
    starts = np.concatenate(([0], np.cumsum([len(one) for one in lists])))
    every = Lists(np.concatenate(lists), starts)
    short = rng.integers(0, len(lists), 2000)
    long = rng.integers(0, len(lists), 2000)
    expected = [len(np.intersect1d(lists[a], lists[b])) for a, b in zip(short, long, strict=True)]
    shared, rare = _intersect(every, short, long, np.empty(0, dtype=np.uint64), 64)
    assert shared.tolist() == rare.tolist() == expected
    order = np.argsort(long, kind="stable")
    wanted, sizes = every.of(short[order])
    for look_up in (_by_search, _by_table):
        there = look_up(every, wanted, sizes, long[order])
        assert np.add.reduceat(np.append(there, False), np.cumsum(sizes) - sizes)[
            sizes > 0
        ].tolist() == [expected[n] for n, size in zip(order, sizes, strict=True) if size]
