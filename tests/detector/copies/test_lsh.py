"""Whole-page LSH: disguises come off first, and foreign signatures are refused."""

from __future__ import annotations

import pytest
from datasketch import MinHash

from detector.copies import lsh
from detector.copies.lsh import PageLSH
from detector.errors import RefusedError
from features.page import Page


def text(seed: int) -> str:
    return "".join(chr(0x4E00 + (seed * 131 + n * n * 7 + n * 37) % 3001) for n in range(400))


def test_a_disguised_page_finds_its_twin() -> None:
    index = PageLSH()
    index.add(["a", "b", "a"], [Page(text(1)), Page(text(2)), Page(text(1))])
    dressed = "".join(c + "😀" * (n % 20 == 0) for n, c in enumerate(text(2)))
    assert index.query([Page(dressed), Page(text(3)), Page(text(1))]) == [["b"], [], ["a"]]


def test_an_index_made_otherwise_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    index = PageLSH()
    index.add(["a"], [Page(text(1))])
    monkeypatch.setattr(lsh, "NORMALISER_VERSION", 10**6)
    with pytest.raises(RefusedError, match="normaliser 1000000"):
        index._pin()


def test_signatures_of_unknown_making_are_refused() -> None:
    index = PageLSH()
    index.index.keys.remove(lsh._HEADER)
    sign = MinHash(128)
    sign.update(b"x")
    index.index.insert("foreign", sign)
    with pytest.raises(RefusedError, match="unknown making"):
        index._pin()


def test_an_index_on_redis_is_opened_again_and_pinned(redis_port: int) -> None:
    storage = {
        "type": "redis",
        "basename": b"pages",
        "redis": {"host": "127.0.0.1", "port": redis_port},
    }
    opened = [PageLSH(storage=storage)]
    try:
        opened[0].add(["a"], [Page(text(1))])
        opened.append(PageLSH(storage=storage))
        assert opened[1].query([Page(text(1)), Page(text(2))]) == [["a"], []]
        with pytest.raises(RefusedError, match="bands"):
            PageLSH(threshold=0.95, storage=storage)
    finally:
        for index in opened:
            for table in (*index.index.hashtables, index.index.keys):
                table._redis.connection_pool.disconnect()
