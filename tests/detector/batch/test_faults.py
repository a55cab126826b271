"""What happens to disks, inputs, clocks and memory in the middle of a run."""

from __future__ import annotations

import dataclasses
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cloudpickle
import pytest

from detector.batch.folder import RunFolder
from detector.batch.identity import identified
from detector.batch.meter import Progress
from detector.batch.run import Job, Summary, run
from detector.errors import OutputError, UsageError
from detector.record import Record, Status
from detector.scorer import Scorer
from detector.sources.inputs import records, resolve

cloudpickle.register_pickle_by_value(sys.modules[__name__])
JobMaker = Callable[..., Job]
Writer = Callable[..., Path]


def go(job: Job, report: Callable[[Progress], None] = lambda _: None) -> Summary:
    return run(job, RunFolder.beside(Path(job.out)), report)


def rows_of(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def grow(path: Path) -> None:
    with path.open("a") as file:
        file.write('{"id": "late", "text": "late"}\n')


@pytest.mark.slow
def test_an_input_in_two_states_never_becomes_an_output(
    tmp_path: Path, write_crawl: Writer, job: JobMaker
) -> None:
    crawl = write_crawl(f"slow-{n}" for n in range(1100))
    data, times = crawl.read_bytes(), crawl.stat()
    out, calm = tmp_path / "out.jsonl", tmp_path / "calm.jsonl"
    go(job(crawl, calm))
    for harm, how in ((cut, "changed"), (grow, "changed"), (Path.unlink, "vanished")):
        done: list[bool] = []

        def disturb(
            progress: Progress, harm: Callable[[Path], None] = harm, done: list[bool] = done
        ) -> None:
            if not done and progress.stage == "scoring" and progress.done:
                harm(crawl)
                done.append(True)

        words = rf"in\.jsonl {how} while it was read; nothing was written\. .* continue.*--fresh"
        with pytest.raises(UsageError, match=words):
            go(job(crawl, out, fresh=True), disturb)
        assert done
        assert not out.exists()
        crawl.write_bytes(data)
        os.utime(crawl, ns=(times.st_atime_ns, times.st_mtime_ns))
    go(job(crawl, out))
    assert out.read_bytes() == calm.read_bytes()
    assert not RunFolder.beside(out).exists()


def test_an_input_gone_before_the_run_is_one_row(
    tmp_path: Path, write_crawl: Writer, job: JobMaker
) -> None:
    there, gone = write_crawl(["a", "b"]), write_crawl(["c"], "gone.jsonl")
    made = job(there, tmp_path / "out.jsonl", workers=1)
    made = dataclasses.replace(made, files=resolve([str(there), str(gone)]))
    gone.unlink()
    summary = go(made)
    assert [row["status"] for row in rows_of(tmp_path / "out.jsonl")] == ["ok", "ok", "unreadable"]
    assert summary.unread == [
        (str(gone), "unreadable", "cannot be read: No such file or directory")
    ]


@pytest.fixture
def small_files() -> Iterator[Callable[[int], None]]:
    """Limits the size of a file this process and its children may write."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_full_under_a_worker_is_told_in_words_and_continued(
    tmp_path: Path,
    write_crawl: Writer,
    job: JobMaker,
    small_files: Callable[[int], None],
) -> None:
    crawl = write_crawl(f"page-{n}" for n in range(300))
    out, calm = tmp_path / "out.jsonl", tmp_path / "calm.jsonl"
    go(job(crawl, calm, workers=1))
    small_files(4096)
    with pytest.raises(OutputError, match=r"no space left while writing .*run the same command"):
        go(job(crawl, out))
    small_files(resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    go(job(crawl, out))
    assert out.read_bytes() == calm.read_bytes()


def test_a_place_that_cannot_be_written_is_named(
    tmp_path: Path, write_crawl: Writer, job: JobMaker
) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OutputError, match=r"file/out\.jsonl cannot be finished: Not a directory"):
        go(job(write_crawl(["a"]), tmp_path / "file" / "out.jsonl"))


def test_clocks_may_jump(
    tmp_path: Path, write_crawl: Writer, job: JobMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl = write_crawl(f"page-{n}" for n in range(1100))
    out, calm = tmp_path / "out.jsonl", tmp_path / "calm.jsonl"
    go(job(crawl, calm))
    real = time.time()
    jumps = iter([real, real - 86_400, real + 4e8, 0.0] * 10_000)
    monkeypatch.setattr(time, "time", lambda: next(jumps))
    monkeypatch.setattr(time, "time_ns", lambda: int(next(jumps) * 1e9))

    def stop(progress: Progress) -> None:
        if progress.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go(job(crawl, out), stop)
    go(job(crawl, out))
    assert out.read_bytes() == calm.read_bytes()


class Hungry(Scorer):
    """Wants more memory than there is for some pages, or for some beside others.

    Over a page called ``wait FILE`` it sits, its process number beside, until the file is there.
    """

    @property
    def detector(self) -> Any:
        return None

    def read(self, records: Any, *, watch: Any = None) -> Any:
        from features.page import Page

        for at, record in enumerate(records):
            watch(at)
            if record.status is not Status.OK:
                continue
            if record.id == "hungry":
                bytearray(1 << 50)
            if record.id == "abort":
                os.abort()  # as C++ does when it gets no memory
            if record.id.startswith("wait "):
                gate = Path(record.id[5:])
                gate.with_suffix(".pid").write_text(str(os.getpid()))
                while not gate.exists():
                    time.sleep(0.01)
        seen = list(records)
        if len(seen) > 1:
            seen = [
                dataclasses.replace(r, status=Status.CRASHED, error="MemoryError: too many")
                if r.id == "crowded"
                else r
                for r in seen
            ]
        return seen, [Page(text=record.text or "") for record in seen]

    def judge(self, records: Any, _pages: Any) -> Any:
        from detector.verdict import Label, Verdict

        return [
            Verdict(
                id=record.id, url=None, host=None, source=record.source, status=record.status,
                error=record.error, score=None, label=Label.UNREAD, chars=0, model="hungry",
            )
            for record in records
        ]  # fmt: skip


@pytest.mark.slow
def test_a_page_without_memory_is_one_row_and_its_neighbours_are_not_blamed(
    tmp_path: Path, write_crawl: Writer, job: JobMaker
) -> None:
    ids = [f"page-{n}" for n in range(140)]
    ids[3], ids[7], ids[139] = "crowded", "hungry", "abort"
    out = tmp_path / "out.jsonl"
    made = dataclasses.replace(job(write_crawl(ids), out), scorer=Hungry())
    summary = go(made)
    rows = rows_of(out)
    assert [row["id"] for row in rows] == ids
    crashed = {row["id"]: row["error"] for row in rows if row["status"] != "ok"}
    assert set(crashed) == {"hungry", "abort"}
    assert "it ran out of memory" in crashed["hungry"]
    assert "SIGABRT" in crashed["abort"]
    assert summary.status("crashed") == 2


CONTINUES = """
import pathlib, sys, cloudpickle
from detector.batch.folder import RunFolder
from detector.batch import run
run.OUTLIVED = 60
job = cloudpickle.loads(pathlib.Path(sys.argv[1]).read_bytes())
run.run(job, RunFolder.beside(pathlib.Path(job.out)), lambda _: None)
"""


@pytest.mark.slow
def test_who_kills_a_whole_run_again_and_again_makes_no_page_guilty(
    tmp_path: Path, write_crawl: Writer, job: JobMaker
) -> None:
    gate, out, packed = tmp_path / "gate", tmp_path / "out.jsonl", tmp_path / "job"
    ids = [f"page-{n}" for n in range(1100)]
    ids[1050] = f"wait {gate}"  # behind a finished part, without which nothing is remembered
    made = dataclasses.replace(job(write_crawl(ids), out, workers=1), scorer=Hungry())
    packed.write_bytes(cloudpickle.dumps(made))
    for _ in range(3):
        parent = subprocess.Popen([sys.executable, "-c", CONTINUES, str(packed)])
        told = gate.with_suffix(".pid")
        while not (told.exists() and told.read_text()):
            assert parent.poll() is None
            time.sleep(0.01)
        os.kill(int(told.read_text()), signal.SIGKILL)
        time.sleep(0.3)  # the killer comes to the parent last
        parent.kill()
        parent.wait()
        told.unlink()
    gate.touch()
    assert go(made).continued
    assert [(row["id"], row["status"]) for row in rows_of(out)] == [(i, "ok") for i in ids]


def test_no_memory_for_a_page_is_that_pages_row(monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(_: Record) -> Any:
        raise MemoryError("unable to allocate 9 GiB")

    monkeypatch.setattr("detector.reading.read_body", hungry)
    [seen], [page] = Scorer().read([Record(id="a", source="f:1", text="x")])
    assert page is None
    assert seen.status is Status.CRASHED
    assert seen.error == "MemoryError: unable to allocate 9 GiB"


def test_a_pipe_is_read_once_and_named_as_given(
    tmp_path: Path, write_crawl: Writer, job: JobMaker
) -> None:
    crawl = write_crawl(f"page-{n}" for n in range(1500))
    pipe, out = tmp_path / "pipe", tmp_path / "out.jsonl"
    os.mkfifo(pipe)
    feeder = threading.Thread(target=lambda: pipe.write_bytes(crawl.read_bytes()))
    feeder.start()
    go(job(pipe, out))
    feeder.join()
    rows = rows_of(out)
    assert [row["id"] for row in rows] == [f"page-{n}" for n in range(1500)]
    assert rows[1499]["source"] == f"{pipe}:1500"


def test_what_stands_on_standard_input_does_not_depend_on_the_output(
    tmp_path: Path, write_crawl: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl = write_crawl(["a", "b"])
    with crawl.open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        [source] = identified(resolve(["-"]), tmp_path / "spool")
    assert [record.source for record in records(source.file, {})] == ["-:1", "-:2"]
    assert source.identity[0] == "-"


def test_a_pipe_among_pages_is_a_row_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.html")
    (tmp_path / "b.html").write_text("<html><p>page")
    found = [r for file in resolve([str(tmp_path)]) for r in records(file, {})]
    assert [(r.status, r.error) for r in found] == [
        (Status.UNREADABLE, "cannot be read: a pipe or device among files"),
        (Status.OK, None),
    ]


@pytest.mark.parametrize(
    ("work", "code"),
    [
        ("time.sleep(1.5)", 0),
        ("while True: pass", -signal.SIGPROF),
        ("re.match('(a*)*b', 'a' * 40)", -signal.SIGPROF),  # inside C code, deaf to handlers
        ("time.sleep(60)", 1),
    ],
)
def test_a_page_is_ended_by_the_time_it_takes_not_by_a_busy_machine(
    work: str, code: int, root: Path, tmp_path: Path
) -> None:
    script = (
        "import re, time; from pathlib import Path; from detector.batch.worker import Watchdog\n"
        f"dog = Watchdog(0.3, Path({str(tmp_path / 'log')!r})); dog.step()\n{work}"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=root, check=False, timeout=60)
    assert done.returncode == code
    assert bool((tmp_path / "log").read_text()) == (code != 0)
