"""Bulk signatures are datasketch's own, and live in its indexes, in memory and on Redis."""

from __future__ import annotations

from functools import partial

import numpy as np
from datasketch import MinHash, MinHashLSH
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.copies.minhash import (
    SCHEME,
    affine_signatures,
    datasketch_minhash,
    sha1_hashes,
    shingle_hash,
    shingles,
)

TEXTS = st.lists(st.text("ab 国产大 模\n", max_size=30), max_size=6)


def split(text: str, size: int, words: bool) -> list[bytes]:
    units = text.replace("\n", " ").split() if words else list(text)
    glue = " " if words else ""
    count = max(1, len(units) - size + 1) if units else 0
    return [glue.join(units[n : n + size]).encode() for n in range(count)]


def signed_by_datasketch(tokens: list[bytes], **options: object) -> MinHash:
    sign = MinHash(**options)  # type: ignore[arg-type]
    if tokens:
        sign.update_batch(tokens)
    return sign


def test_the_scheme_is_datasketchs_default() -> None:
    assert MinHash().scheme == SCHEME


@settings(deadline=None, max_examples=40)
@given(TEXTS, st.sampled_from([1, 5]), st.sampled_from([(128, 1), (70, 7)]))
def test_signatures_equal_datasketchs_value_for_value(
    texts: list[str], size: int, scheme: tuple[int, int]
) -> None:
    tokens = [split(text, size, False) for text in texts]
    values = affine_signatures(*sha1_hashes(tokens), *scheme)
    for row, each in zip(values, tokens, strict=True):
        expected = signed_by_datasketch(each, num_perm=scheme[0], seed=scheme[1])
        assert row.dtype == expected.hashvalues.dtype
        assert (row == expected.hashvalues).all()


@settings(deadline=None, max_examples=40)
@given(TEXTS, st.integers(1, 4), st.booleans())
def test_quick_shingles_equal_datasketch_with_our_hash(
    texts: list[str], size: int, words: bool
) -> None:
    values = affine_signatures(*shingles(texts, size, words=words))
    for row, text in zip(values, texts, strict=True):
        expected = signed_by_datasketch(
            split(text, size, words), hashfunc=partial(shingle_hash, words=words)
        )
        assert (row == expected.hashvalues).all()


def test_an_endless_word_costs_no_more_than_others() -> None:
    hashes, starts = shingles(["x" * 200_000 + " y", "x" * 200_001 + " y"], 1, words=True)
    assert np.diff(starts).tolist() == [2, 2]
    assert hashes[0] != hashes[2]
    assert hashes[1] == hashes[3]


def use_together(index: MinHashLSH) -> None:
    """Ours and theirs find each other in one index."""
    tokens = [[f"{name}{n}".encode() for n in range(60)] for name in ("a", "b", "c")]
    ours = [datasketch_minhash(row) for row in affine_signatures(*sha1_hashes(tokens))]
    theirs = [signed_by_datasketch(each, num_perm=128) for each in tokens]
    index.insert("theirs", theirs[0])
    index.insert("ours", ours[1])
    assert index.query(ours[0]) == ["theirs"]
    assert index.query(theirs[1]) == ["ours"]
    assert index.query(ours[2]) == []
    assert ours[0].jaccard(theirs[0]) == 1.0


def test_lsh_in_memory() -> None:
    use_together(MinHashLSH(threshold=0.8, num_perm=128))


def test_lsh_on_redis(redis_port: int) -> None:
    storage = {
        "type": "redis",
        "basename": b"darnel",
        "redis": {"host": "127.0.0.1", "port": redis_port},
    }
    index = MinHashLSH(threshold=0.8, num_perm=128, storage_config=storage)
    # Opened again by another process, the index still answers our signatures.
    again = MinHashLSH(threshold=0.8, num_perm=128, storage_config=storage)
    try:
        use_together(index)
        tokens = [[f"b{n}".encode() for n in range(60)]]
        ours = datasketch_minhash(affine_signatures(*sha1_hashes(tokens))[0])
        assert again.query(ours) == ["ours"]
    finally:
        for opened in (index, again):
            for table in (*opened.hashtables, opened.keys):
                table._redis.connection_pool.disconnect()
