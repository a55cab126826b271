from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from detector.batch.display import duration, line
from detector.batch.folder import Death, RunFolder
from detector.batch.identity import Source
from detector.batch.meter import Progress
from detector.batch.slots import Slot, Slots
from detector.batch.stretches import (
    Stop,
    Stretch,
    batches,
    parts,
    read_stretch,
    run_of,
    stretches,
)
from detector.record import Record, Status
from detector.sources.formats import Format
from detector.sources.inputs import InputFile, resolve


def record(number: int, size: int = 1) -> Record:
    return Record(id=str(number), source=f"f:{number}", text="x" * size)


@given(st.integers(0, 50), st.integers(1, 9))
def test_parts_hold_every_record_once_in_order(count: int, size: int) -> None:
    found = [[r.id for r in part] for part in parts(map(record, range(count)), size)]
    assert [i for part in found for i in part] == [str(n) for n in range(count)]
    assert all(len(part) == size for part in found[:-1])
    assert all(found)


@given(st.integers(0, 50), st.integers(1, 9), st.integers(0, 9))
def test_a_part_left_unread_does_not_move_the_next(count: int, size: int, taken: int) -> None:
    firsts = []
    for number, part in enumerate(parts(map(record, range(count)), size)):
        for _, r in zip(range(taken), part, strict=False):
            firsts.append((number, r.id)) if r.id == str(number * size) else None
    assert taken == 0 or firsts == [(n, str(n * size)) for n in range(-(-count // size))]


@given(st.lists(st.integers(0, 40), max_size=40))
def test_batches_close_by_count_or_by_size(sizes: list[int]) -> None:
    made = [record(n, size) for n, size in enumerate(sizes)]
    found = list(batches(made, most=5, most_bytes=60))
    assert [r for batch in found for r in batch] == made
    weights = [[len(r.text or "") for r in batch] for batch in found]
    for batch in weights:
        assert len(batch) <= 5
        assert len(batch) == 1 or sum(batch) <= 60
    for batch, following in pairwise(weights):
        assert len(batch) == 5 or sum(batch) + following[0] > 60


@given(st.lists(st.integers(0, 40), min_size=1, max_size=40))
def test_pages_measured_together_are_few_characters_or_one_page(lengths: list[int]) -> None:
    count = run_of(lengths, most=60)
    assert 1 <= count <= len(lengths)
    assert count == 1 or sum(lengths[:count]) <= 60
    assert count == len(lengths) or sum(lengths[: count + 1]) > 60


def test_small_files_are_taken_together_and_large_ones_stand_alone() -> None:
    sizes = [10, 20, 500, 5, 5, 90, 30]
    sources = [
        Source(InputFile(f"f{n}", f"f{n}", Format.JSONL), size, "") for n, size in enumerate(sizes)
    ]
    cut = stretches(sources, most_bytes=100)
    assert [[f.path for f in s.files] for s in cut] == [
        ["f0", "f1"], ["f2"], ["f3", "f4", "f5"], ["f6"],
    ]  # fmt: skip
    assert [s.size for s in cut] == [30, 500, 100, 30]
    assert [s.number for s in cut] == [0, 1, 2, 3]


def test_a_part_is_claimed_once_and_never_again_when_finished(tmp_path: Path) -> None:
    one, other = RunFolder(tmp_path, "run"), RunFolder(tmp_path, "run")
    one.create()
    claim = one.claim(0, 3)
    assert claim is not None
    assert other.claim(0, 3) is None
    claim.rename(one.part(0, 3))
    assert other.claim(0, 3) is None
    assert RunFolder(tmp_path, "later").claim(0, 3) is None
    assert one.own(7)
    assert not other.own(7)


def test_what_a_worker_did_outlives_it(tmp_path: Path) -> None:
    written = Slots(tmp_path / "slots", 3, create=True)
    written.write(1, Slot(stretch=4, part=2, first=128, last=256, records=99))
    read = Slots(tmp_path / "slots", 3)
    assert read.read(1) == Slot(stretch=4, part=2, first=128, last=256, records=99)
    assert read.read(2) == Slot()
    folder = RunFolder(tmp_path, "run")
    folder.create()
    folder.add_death(4, 2, Death(128, 256, "killed by SIGSEGV"))
    with (tmp_path / "parts" / "000004-000002.deaths").open("a") as file:
        file.write('[1, 2, "cut sho')  # the disk filled up, or the power went
    assert folder.deaths_of(4, 2) == [Death(128, 256, "killed by SIGSEGV")]
    folder.add_death(4, 2, Death(128, 129, "exit code 9"))
    assert folder.deaths_of(4, 2)[1:] == [Death(128, 129, "exit code 9")]


def test_a_worker_that_outlived_its_run_writes_to_no_other_runs_journal(tmp_path: Path) -> None:
    orphans = Slots(RunFolder(tmp_path, "earlier").slots, 2, create=True)
    slots = Slots(RunFolder(tmp_path, "later").slots, 2, create=True)
    slots.write(0, Slot(stretch=0, part=1, first=128, last=256))
    orphans.write(0, Slot())
    orphans.write(1, Slot(stretch=4, part=2))
    assert [slots.read(n).part for n in range(2)] == [1, -1]


def test_the_line_of_progress_tells_pages_rate_time_left_and_findings() -> None:
    told = line(Progress(done=1200, earlier=34, unreadable=2, flagged=56, left=125.0), 10.0)
    assert told == "1,234 pages, 120/s, 2:05 left, 2 unreadable, 56 flagged"
    assert duration(3 * 3600 + 62) == "3:01:02"


def test_a_stop_ends_its_file_and_of_a_group_of_pages_one(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.html").write_text(f"<p>{name}")
    (tmp_path / "d.jsonl").write_text("".join(f'{{"id":"{n}","text":"x"}}\n' for n in range(4)))
    (tmp_path / "e.jsonl").write_text('{"id":"e","text":"x"}\n')
    files = resolve([str(tmp_path)])
    stretch = Stretch(0, tuple(Source(file, 1, "") for file in files))
    stops = [Stop(0, 1, "how"), Stop(1, 5, "later"), Stop(1, 4, "how")]
    told: list[tuple[int, int]] = []
    whole = list(read_stretch(stretch, {}, stops=stops, watch=lambda *at: told.append(at)))
    names = [r.id.removeprefix(f"{tmp_path}/") for r in whole]
    assert names == ["a.html", "b.html", "c.html", "0", "d.jsonl", "e"]
    crashed = [r for r in whole if r.status is Status.CRASHED]
    assert [r.id for r in crashed] == [f"{tmp_path}/b.html", f"{tmp_path}/d.jsonl"]
    assert {r.error for r in crashed} == {
        "reading on ends the process (how): the rest of this file is not read"
    }
    assert told[::2] == [(0, 0), (0, 2), (0, 3), (1, 3), (2, 5), (2, 6)]
    assert set(told[1::2]) == {(-1, -1)}
    for start in range(len(whole) + 1):
        assert list(read_stretch(stretch, {}, start, stops=stops)) == whole[start:]
    single = Stretch(0, (Source(files[1], 1, ""),))
    assert [
        [r.id for r in read_stretch(single, {}, start, stops=[Stop(0, 2, "how")])]
        for start in range(5)
    ] == [
        ["0", "1", f"{tmp_path}/d.jsonl"],
        ["1", f"{tmp_path}/d.jsonl"],
        [f"{tmp_path}/d.jsonl"],
        [],
        [],
    ]
