"""The quick sort of hashes is a stable sort of hashes."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detector.index.ordering import hash_order

# Few upper halves and few lower ones, so that ties of both kinds come up.
PARTS = st.sampled_from([0, 1, 2, 0xFFFF, 0x10000, 0x7FFFFFFF, 0xFFFFFFFF])


@given(st.lists(st.tuples(PARTS, PARTS).map(lambda two: two[0] << 32 | two[1]), max_size=60))
def test_order_of_hashes_with_ties(values: list[int]) -> None:
    hashes = np.array(values, dtype=np.uint64)
    assert hash_order(hashes).tolist() == np.argsort(hashes, kind="stable").tolist()


def test_order_of_many_hashes() -> None:
    hashes = np.random.default_rng(1).integers(0, 2**64, 200_000, dtype=np.uint64)
    hashes = np.concatenate((hashes, hashes[:1000], hashes % np.uint64(2**33)))
    assert (hash_order(hashes) == np.argsort(hashes, kind="stable")).all()
