"""The engine against what happens in the middle of a run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detector.batch.folder import Lock, RunFolder
from detector.batch.meter import Progress
from detector.batch.run import Job, Summary, run
from detector.errors import UsageError

JobMaker = Callable[..., Job]


def go(job: Job) -> tuple[Summary, list[dict[str, Any]]]:
    summary = run(job, RunFolder.beside(Path(job.out)), lambda _: None)
    return summary, [json.loads(line) for line in Path(job.out).read_text("utf-8").splitlines()]


def test_one_row_a_record_in_input_order_the_same_for_any_number_of_workers(
    tmp_path: Path, write_crawl: Callable[..., Path], job: JobMaker
) -> None:
    ids = [f"page-{n}" for n in range(2500)]
    crawl = write_crawl(ids)
    summary, rows = go(job(crawl, tmp_path / "one.jsonl", workers=1))
    assert [row["id"] for row in rows] == ids
    assert summary.rows == summary.status("ok") == 2500
    assert not RunFolder.beside(tmp_path / "one.jsonl").exists()
    go(job(crawl, tmp_path / "three.jsonl", workers=3))
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "three.jsonl").read_bytes()


def test_an_input_whose_name_is_not_utf8_is_scored_like_any_other(
    tmp_path: Path, write_crawl: Callable[..., Path], job: JobMaker
) -> None:
    crawl = write_crawl(["one", "two"])
    odd = crawl.rename(os.fsdecode(os.fsencode(tmp_path) + b"/crawl\xff.jsonl"))
    summary, rows = go(job(odd, tmp_path / "out.jsonl"))
    assert summary.status("ok") == 2
    assert [row["source"] for row in rows] == [f"{tmp_path}/crawl\\udcff.jsonl:{n}" for n in (1, 2)]


@pytest.mark.slow
@pytest.mark.parametrize("at", [0, 1, 1500])
def test_a_file_that_ends_its_reader_gets_a_row_there_and_the_others_are_read(
    tmp_path: Path,
    write_crawl: Callable[..., Path],
    job: JobMaker,
    ends_its_reader: Callable[[Job, int], Job],
    at: int,
) -> None:
    (tmp_path / "in").mkdir()
    for name, count in (("in/a.jsonl", 3), ("in/b.jsonl", 2000), ("in/c.jsonl", 2)):
        write_crawl([f"{name[3]}{n}" for n in range(count)], name)
    made = {}
    for workers in (1, 2):
        summary, rows = go(
            ends_its_reader(job(tmp_path / "in", tmp_path / "out.jsonl", workers=workers), at)
        )
        crashed = [row for row in rows if row["status"] == "crashed"]
        assert [row["source"] for row in crashed] == [str(tmp_path / "in" / "b.jsonl")]
        assert "SIGSEGV" in crashed[0]["error"]
        assert "rest of this file is not read" in crashed[0]["error"]
        kept = [row["id"] for row in rows if row["status"] == "ok"]
        assert kept == ["a0", "a1", "a2", *(f"b{n}" for n in range(at)), "c0", "c1"]
        assert summary.workers_lost >= 2
        made[workers] = rows
    assert made[1] == made[2]


@pytest.mark.slow
def test_pages_that_end_their_worker_become_crashed_rows_and_the_rest_completes(
    tmp_path: Path, write_crawl: Callable[..., Path], job: JobMaker
) -> None:
    ids = [f"page-{n}" for n in range(1200)]
    ids[200], ids[1100] = "kill-a", "hang-c"
    summary, rows = go(job(write_crawl(ids), tmp_path / "out.jsonl", page_seconds=2.0))
    assert [row["id"] for row in rows] == ids
    crashed = {row["id"]: row["error"] for row in rows if row["status"] == "crashed"}
    assert set(crashed) == {"kill-a", "hang-c"}
    assert "SIGKILL" in crashed["kill-a"]
    assert "too long" in crashed["hang-c"]
    assert {row["label"] for row in rows if row["status"] == "crashed"} == {"unread"}
    assert summary.workers_lost == 6
    assert [source for source, _, _ in summary.unread] == [
        row["source"] for row in rows if row["status"] == "crashed"
    ]


def test_a_run_that_was_killed_continues_and_gives_the_same_bytes(
    tmp_path: Path, write_crawl: Callable[..., Path], job: JobMaker
) -> None:
    crawl = write_crawl(f"slow-{n}" for n in range(2100))
    out = tmp_path / "out.jsonl"
    folder = RunFolder(RunFolder.beside(out))

    def stop_after_a_part(progress: Progress) -> None:
        if progress.stage == "scoring" and folder.finished_parts():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(job(crawl, out), folder.path, stop_after_a_part)
    assert not out.exists()
    kept = len(folder.finished_parts())
    assert kept >= 1
    summary, _ = go(job(crawl, out))
    assert summary.continued
    assert summary.earlier >= 1024 * kept - 1024
    other = tmp_path / "other.jsonl"
    go(job(crawl, other))
    assert out.read_bytes() == other.read_bytes()


def test_an_unfinished_run_made_otherwise_is_refused_until_fresh(
    tmp_path: Path, write_crawl: Callable[..., Path], job: JobMaker
) -> None:
    crawl = write_crawl(f"page-{n}" for n in range(10))
    out = tmp_path / "out.jsonl"
    folder = RunFolder(RunFolder.beside(out))

    def stop_when_written(progress: Progress) -> None:
        if progress.stage == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(job(crawl, out), folder.path, stop_when_written)
    with pytest.raises(UsageError, match=r"model was None, is another.*--fresh"):
        go(job(crawl, out, pins={"model": "another"}))
    with crawl.open("a") as file:
        file.write('{"id": "one-more", "text": "more"}\n')
    with pytest.raises(UsageError, match=r"in\.jsonl changed since"):
        go(job(crawl, out))
    _, rows = go(job(crawl, out, fresh=True))
    assert rows[-1]["id"] == "one-more"


def test_a_second_run_on_the_same_output_is_refused(
    tmp_path: Path, write_crawl: Callable[..., Path], job: JobMaker
) -> None:
    out = tmp_path / "out.jsonl"
    with (
        Lock(RunFolder.beside(out)),
        pytest.raises(UsageError, match="another run is writing this output"),
    ):
        go(job(write_crawl(["page-1"]), out))


def test_an_empty_input_gives_an_empty_output(
    tmp_path: Path, write_crawl: Callable[..., Path], job: JobMaker
) -> None:
    summary, rows = go(job(write_crawl([]), tmp_path / "out.jsonl"))
    assert summary.rows == 0
    assert rows == []
