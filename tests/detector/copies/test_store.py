"""Hashes on disk and strings by page: the same as if all were in memory."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from detector.copies import edges
from detector.copies.arm import signature_schema
from detector.copies.edges import _by_search, _intersect
from detector.copies.ondisk import OnDisk
from detector.copies.store import Lists, load


def _part(path: Path, first: int, rows: int) -> Path:
    ids = [f"page {n} é" for n in range(first, first + rows)]
    row = {"names": [], "credited": [], "sources": [], "chars": 100, "disguise": 0.0}
    table = pa.Table.from_pylist(
        [{**row, "id": one, "url": None, "hashes": [first + 1]} for one in ids],
        schema=signature_schema(),
    )
    with pa.ipc.new_file(str(path), table.schema) as out:
        out.write_table(table)
    return path


def test_ids_of_pages_in_any_order(tmp_path: Path) -> None:
    parts = [_part(tmp_path / f"{n}.arrow", n, 7) for n in range(0, 70, 7)]
    with closing(load(parts, tmp_path)) as store:
        for asked in ([], [69], [5, 5, 68, 0, 7, 6, 5], list(range(69, -1, -1))):
            named = store.named(np.array(asked, dtype=np.int64))
            assert named.column("id").to_pylist() == [f"page {n} é" for n in asked]


def _lists(tmp_path: Path) -> tuple[Lists, Lists]:
    rng = np.random.default_rng(5)
    lists = [np.unique(rng.integers(0, 4000, rng.integers(0, 90))) for _ in range(60)]
    values = np.concatenate(lists).astype(np.uint64)
    starts = np.concatenate(([0], np.cumsum([len(one) for one in lists])))
    values.tofile(tmp_path / "values")
    return Lists(values, starts), Lists(OnDisk(tmp_path / "values"), starts)


@pytest.mark.parametrize("at_once", [1, 100, 1 << 20])
def test_lists_on_disk(tmp_path: Path, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edges, "HASHES_AT_ONCE", at_once)
    held, on_disk = _lists(tmp_path)
    with closing(on_disk.values):
        rng = np.random.default_rng(6)
        short, long = rng.integers(0, 60, 300), np.sort(rng.integers(0, 60, 300))
        for asked in (short, short[:0], np.arange(60), np.array([0]), np.array([59, 0])):
            for one, other in zip(held.of(asked), on_disk.of(asked), strict=True):
                assert one.tolist() == other.tolist()
        nothing = np.empty(0, dtype=np.uint64)
        for one, other in zip(
            _intersect(held, short, long, nothing, 64),
            _intersect(on_disk, short, long, nothing, 64),
            strict=True,
        ):
            assert one.tolist() == other.tolist()
        wanted, sizes = held.of(short)
        found = _by_search(on_disk, wanted, sizes, long)
        assert found.any()
        assert found.tolist() == _by_search(held, wanted, sizes, long).tolist()


def test_a_file_cut_short_is_told(tmp_path: Path) -> None:
    np.arange(10, dtype=np.uint64).tofile(tmp_path / "values")
    with closing(OnDisk(tmp_path / "values")) as values:
        assert values[3:6].tolist() == [3, 4, 5]
        with pytest.raises(EOFError, match="ends early"):
            values[8:11]
