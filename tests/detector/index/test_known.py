"""The known-content index: what goes in is found, what is broken is refused."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from detector.copies.arm import signature_schema
from detector.copies.match import ANCHORS, COMMON
from detector.copies.sketch import Sketches
from detector.errors import RefusedError, UsageError
from detector.index import known, merge
from detector.index.export import write_tables
from detector.index.known import KnownIndex


def hashes_of(item: int, size: int = 40) -> np.ndarray:
    rng = np.random.default_rng(item)
    return np.unique(rng.integers(0, 2**60, size, dtype=np.uint64))


def rows(items: range, hashes: Callable[[int], np.ndarray] = hashes_of) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "id": f"item-{n}",
                "url": f"http://site.example/{n}",
                "host": "site.example",
                "names": ["site"],
                "chars": 640,
                "hashes": hashes(n).tolist(),
            }
            for n in items
        ],
        schema=signature_schema(),
    )


def sketches_of(*texts: np.ndarray) -> Sketches:
    starts = np.cumsum([0, *(len(text) for text in texts)])
    return Sketches(np.concatenate([np.sort(text) for text in texts]), starts)


def made(place: Path, *batches: range) -> KnownIndex:
    KnownIndex.create(place)
    with KnownIndex.writer(place) as writer:
        for batch in batches:
            writer.add(rows(batch))
    return KnownIndex.open(place)


def found_ids(index: KnownIndex, sketches: Sketches) -> list[list[str]]:
    found = index.query(sketches)
    ids = index.rows(found.run, found.item).column("id").to_pylist()
    lists: list[list[str]] = [[] for _ in range(len(sketches))]
    for query, name in zip(found.query.tolist(), ids, strict=True):
        lists[query].append(name)
    return lists


def test_every_item_finds_itself_and_strangers_find_nothing(tmp_path: Path) -> None:
    index = made(tmp_path / "i", range(150), range(150, 151), range(151, 400))
    assert len(index) == 400
    asked = sketches_of(*(hashes_of(n) for n in range(420)))
    expected = [[f"item-{n}"] if n < 400 else [] for n in range(420)]
    assert found_ids(index, asked) == expected


def test_containment_both_ways(tmp_path: Path) -> None:
    index = made(tmp_path / "i", range(10))
    both = np.concatenate((hashes_of(3), hashes_of(1000, 120)))
    half = hashes_of(5)[::2]
    found = index.query(sketches_of(both, np.sort(np.concatenate((half, hashes_of(2000, 20))))))
    assert found.query.tolist() == [0, 1]
    assert found.overlap.share_there.tolist() == pytest.approx([1.0, 0.5], abs=0.01)
    assert found.overlap.share_here.tolist() == pytest.approx([0.25, 0.5], abs=0.01)
    shared = index.shared(np.sort(both), int(found.run[0]), int(found.item[0]))
    assert shared.tolist() == hashes_of(3).tolist()


def test_adding_again_changes_nothing(tmp_path: Path) -> None:
    place = tmp_path / "i"
    made(place, range(50))
    with KnownIndex.writer(place) as writer:
        assert writer.add(rows(range(50))) == 0
        assert writer.add(rows(range(40, 60))) == 10
        assert writer.add(pa.concat_tables([rows(range(60, 62)), rows(range(60, 62))])) == 2
        assert writer.add(rows(range(70, 72), lambda _: np.empty(0, dtype=np.uint64))) == 0
    index = KnownIndex.open(place)
    assert len(index) == 62
    assert found_ids(index, sketches_of(hashes_of(45))) == [["item-45"]]


def test_many_small_adds_are_merged(tmp_path: Path) -> None:
    index = made(tmp_path / "i", *(range(n, n + 3) for n in range(0, 150, 3)))
    assert len(index) == 150
    assert len(index.runs) < 2 * known.RUNS_BEFORE_MERGE
    assert index.verify() == []
    listed = {run.name for run in index.runs}
    assert {path.name for path in (tmp_path / "i" / "runs").iterdir()} == listed
    asked = sketches_of(*(hashes_of(n) for n in range(150)))
    assert found_ids(index, asked) == [[f"item-{n}"] for n in range(150)]


def test_compacting_in_slices_and_splitting_adds_change_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "SLICE", 100)
    monkeypatch.setattr(known, "POSTINGS_A_RUN", 700)
    place = tmp_path / "i"
    index = made(place, range(30), range(30, 90))
    assert len(index.runs) > 2
    asked = sketches_of(*(hashes_of(n) for n in range(95)))
    before = found_ids(index, asked)
    with KnownIndex.writer(place) as writer:
        writer.compact()
    (run,) = KnownIndex.open(place).runs
    assert (np.diff(run.hashes.astype(object)) >= 0).all()
    assert found_ids(KnownIndex.open(place), asked) == before
    # What was open before the merge goes on answering.
    assert found_ids(index, asked) == before
    assert KnownIndex.open(place).verify() == []


def test_a_text_known_from_very_many_places_is_still_found(tmp_path: Path) -> None:
    place = tmp_path / "i"
    KnownIndex.create(place)
    with KnownIndex.writer(place) as writer:
        writer.add(rows(range(COMMON * 3), lambda _: hashes_of(1)))
    index = KnownIndex.open(place)
    assert len(found_ids(index, sketches_of(hashes_of(1)))[0]) == ANCHORS
    # A passage that is everywhere does not make two texts one.
    notice = np.concatenate((hashes_of(1)[:15], hashes_of(99, 60)))
    assert found_ids(index, sketches_of(notice)) == [[]]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    place = tmp_path / "i"
    made(place, range(3))
    with (
        KnownIndex.writer(place),
        pytest.raises(UsageError, match="another process"),
        KnownIndex.writer(place),
    ):
        pass


def test_what_an_interrupted_writer_left_goes_away(tmp_path: Path) -> None:
    place = tmp_path / "i"
    made(place, range(3))
    for name in ("0123456789abcdef", ".fedcba9876543210.tmp"):
        (place / "runs" / name).mkdir()
        (place / "runs" / name / "hashes.npy").write_bytes(b"half")
    assert len(KnownIndex.open(place)) == 3
    with KnownIndex.writer(place):
        pass
    assert len(list((place / "runs").iterdir())) == 1


@pytest.mark.parametrize("key", ["format", "normaliser", "hash", "shingle", "scale", "least"])
def test_sketches_of_another_kind_are_refused(tmp_path: Path, key: str) -> None:
    place = tmp_path / "i"
    made(place, range(3))
    with sqlite3.connect(place / "manifest.sqlite") as connection:
        connection.execute("UPDATE header SET value = 'other' WHERE key = ?", (key,))
    connection.close()
    with pytest.raises(RefusedError, match=f"{key} other"):
        KnownIndex.open(place)


FILES = ["hashes.npy", "items.npy", "sizes.npy", "bounds.npy", "keys.npy", "items.arrow"]


@pytest.mark.parametrize("file", FILES)
def test_a_changed_byte_is_named_or_refused(tmp_path: Path, file: str) -> None:
    place = tmp_path / "i"
    (run,) = made(place, range(30)).runs
    path = place / "runs" / run.name / file
    data = bytearray(path.read_bytes())
    for at in range(10, len(data), max(1, len(data) // 7)):
        data[at] ^= 0xFF
        path.write_bytes(data)
        try:
            problems = KnownIndex.open(place).verify()
        except RefusedError as error:
            assert file in str(error)  # noqa: PT017 - either outcome is right
        else:
            assert any(file in problem for problem in problems)
        data[at] ^= 0xFF


@pytest.mark.parametrize("file", FILES)
def test_a_cut_or_missing_file_is_refused(tmp_path: Path, file: str) -> None:
    place = tmp_path / "i"
    (run,) = made(place, range(30)).runs
    path = place / "runs" / run.name / file
    os.truncate(path, path.stat().st_size - 3)
    with pytest.raises(RefusedError, match=re.escape(file)):
        KnownIndex.open(place)
    path.unlink()
    with pytest.raises(RefusedError, match=re.escape(file)):
        KnownIndex.open(place)


@pytest.mark.parametrize("codec", ["zstd", "lz4"])
def test_rows_that_unpack_to_any_amount_are_refused_unread(tmp_path: Path, codec: str) -> None:
    """A few kilobytes of compressed rows can stand for gigabytes of memory."""
    place = tmp_path / "i"
    index = made(place, range(30))
    path = place / "runs" / index.runs[0].name / "items.arrow"
    table = index.runs[0].rows
    urls = pa.array(["x" * (8 << 20), *[None] * 29])
    table = table.set_column(1, "url", urls)
    with pa.ipc.new_file(
        str(path), table.schema, options=pa.ipc.IpcWriteOptions(compression=codec)
    ) as out:
        out.write_table(table)
    assert path.stat().st_size < 1 << 18
    before = pa.total_allocated_bytes()
    with pytest.raises(RefusedError, match=r"plain rows.*build it anew"):
        KnownIndex.open(place)
    assert pa.total_allocated_bytes() - before < 1 << 20


def test_a_run_that_names_items_it_does_not_hold_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "i"
    (run,) = made(place, range(30)).runs
    path = place / "runs" / run.name / "items.npy"
    data = bytearray(path.read_bytes())
    data[-4 * len(run.items) :] = b"\xff" * (4 * len(run.items))
    path.write_bytes(data)
    with pytest.raises(RefusedError, match="does not hold"):
        KnownIndex.open(place).query(sketches_of(hashes_of(3)))


@pytest.mark.parametrize("name", ["../../etc", "0123456789abcdef/../x", "", "0123456789ABCDEF"])
def test_a_manifest_cannot_lead_elsewhere(tmp_path: Path, name: str) -> None:
    place = tmp_path / "i"
    made(place, range(3))
    with sqlite3.connect(place / "manifest.sqlite") as connection:
        connection.execute("UPDATE runs SET name = ?", (name,))
    connection.close()
    with pytest.raises(RefusedError, match="name that is none"):
        KnownIndex.open(place)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("items", float("inf")),
        ("postings", 1e300),
        ("digests", "[" * 100_000),
        ("items", "9" * 5000),
    ],
)
def test_an_entry_of_any_value_is_refused(tmp_path: Path, column: str, value: object) -> None:
    place = tmp_path / "known"
    made(place, range(3))
    with sqlite3.connect(place / "manifest.sqlite") as connection:
        connection.execute(f"UPDATE runs SET {column} = ?", (value,))  # noqa: S608 - ours
    connection.close()
    with pytest.raises(RefusedError, match="build it anew"):
        KnownIndex.open(place)


@pytest.mark.parametrize(
    "script",
    [
        """ALTER TABLE runs RENAME TO kept;
        CREATE VIEW runs AS WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)
        SELECT n number, printf('%016x', n) name, 0 items, 0 postings, '{}' digests FROM c""",
        "CREATE TRIGGER more AFTER INSERT ON runs BEGIN DELETE FROM runs; END",
        "CREATE TABLE more (x)",
        "ALTER TABLE header ADD COLUMN x GENERATED ALWAYS AS (zeroblob(1000000000))",
        "DROP TABLE runs",
    ],
)
def test_a_manifest_with_more_in_it_than_its_tables_is_refused(tmp_path: Path, script: str) -> None:
    place = tmp_path / "known"
    made(place, range(3))
    with sqlite3.connect(place / "manifest.sqlite") as connection:
        connection.executescript(script)
    connection.close()
    with pytest.raises(RefusedError, match="other tables than an index has"):
        KnownIndex.open(place)


def test_a_damaged_manifest_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "i"
    made(place, range(3))
    (place / "manifest.sqlite").write_bytes(b"SQLite format 3\0" + b"garbage" * 500)
    with pytest.raises(RefusedError, match="damaged"):
        KnownIndex.open(place)
    with pytest.raises(UsageError, match="no index"):
        KnownIndex.open(tmp_path / "elsewhere")


def test_an_index_on_a_read_only_disk_can_be_asked(tmp_path: Path) -> None:
    place = tmp_path / "i"
    made(place, range(3))
    for path in [place, *place.rglob("*")]:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        assert found_ids(KnownIndex.open(place), sketches_of(hashes_of(1))) == [["item-1"]]
    finally:
        for path in [place, *place.rglob("*")]:
            path.chmod(path.stat().st_mode | 0o700)


def test_as_tables_for_other_engines(tmp_path: Path) -> None:
    index = made(tmp_path / "i", range(20), range(20, 30))
    write_tables(index, tmp_path / "tables")
    items = pq.read_table(tmp_path / "tables" / "items").to_pylist()
    pairs = pq.read_table(tmp_path / "tables" / "hashes").to_pylist()
    number = {row["id"]: row["item"] for row in items}
    assert len(number) == len(set(number.values())) == 30
    held = {row["hash"] % 2**64 for row in pairs if row["item"] == number["item-25"]}
    assert held == set(hashes_of(25).tolist())
    schema = pq.read_schema(next((tmp_path / "tables" / "hashes").iterdir()))
    assert schema.metadata[b"darnel.index.scale"] == b"16"
    with pytest.raises(UsageError, match="exists already"):
        write_tables(index, tmp_path / "tables")


@pytest.mark.slow
def test_killed_at_random_moments_it_holds_what_was_committed(root: Path) -> None:
    script = root / "benchmarks" / "kill_index.py"
    done = subprocess.run(
        [sys.executable, str(script), "--rounds", "3"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "3 kills: opened, verified and whole every time" in done.stdout
