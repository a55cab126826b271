"""One run of the batch engine: from inputs to an output, through as many deaths as it takes."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detector.batch.durable import failures_named
from detector.batch.folder import FORMAT, Death, Lock, RunFolder
from detector.batch.identity import Source, identified
from detector.batch.join import joined
from detector.batch.meter import Meter, Progress
from detector.batch.output import write_output
from detector.batch.partfile import read_tally
from detector.batch.slots import Slot, Slots
from detector.batch.stretches import Stop, Stretch, stretches
from detector.batch.worker import (
    DEATHS,
    NO_MEMORY,
    PAGE_SECONDS,
    WORKER_MEMORY,
    Work,
    run_worker,
)
from detector.errors import DarnelError, OutputError, RefusedError, UsageError
from detector.scorer import Scorer

if TYPE_CHECKING:
    import pyarrow as pa

    from detector.sources.inputs import InputFile

FRUITLESS = 5
"""Workers that may end in a row without having taken up a record before the run gives up."""
MOST_STOPS = 100
"""Workers that may end over reading the files of one stretch before the run may give up."""
OUTLIVED = 0.5
"""Seconds the run must outlive a worker that was killed before a record is blamed for it: who
kills a whole run (a scheduler, a container that stops) reaches its processes one by one."""


@dataclass(frozen=True)
class Job:
    """What to do: ``files`` scored by ``scorer`` into ``out``.

    ``pins`` are the further facts (versions, model, known index) a run must share with the
    unfinished one it continues.
    """

    files: Sequence[InputFile]
    out: str
    scorer: Scorer
    columns: Mapping[str, str] = field(default_factory=dict)
    pins: Mapping[str, Any] = field(default_factory=dict)
    known: str | None = None
    workers: int = 1
    fresh: bool = False
    page_seconds: float = PAGE_SECONDS
    memory: int = WORKER_MEMORY


Report = Callable[[Progress], None]


@dataclass
class Summary:
    """What a finished run found, by status and label, and how long it took."""

    continued: bool = False
    seconds: float = 0.0
    rows: int = 0
    earlier: int = 0
    workers_lost: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    unread: list[tuple[str, str, str]] = field(default_factory=list)

    def status(self, name: str) -> int:
        """How many rows have this status."""
        return self.counts.get(f"status {name}", 0)

    @property
    def scored(self) -> int:
        """Rows made by this run rather than one it continued."""
        return self.rows - self.earlier

    def label(self, name: str) -> int:
        """How many rows have this label."""
        return self.counts.get(f"label {name}", 0)


def run(job: Job, folder: Path, report: Report) -> Summary:
    """Do ``job`` with its working files in ``folder``; continues what it finds there.

    Raises :class:`detector.errors.UsageError` if the folder holds a run made otherwise or is
    in use, :class:`detector.errors.OutputError` when the disk refuses. On any error, also on
    ``KeyboardInterrupt``, what is finished stays for the next run.
    """
    began = time.monotonic()
    with failures_named(job.out), Lock(folder):
        run_folder = RunFolder(folder, f"{os.getpid()}-{time.time_ns():x}")
        sources = identified(job.files, folder / "stdin")
        continued = run_folder.agree(_manifest(job, sources), fresh=job.fresh)
        run_folder.clear_temporaries()
        cut = stretches(sources)
        summary = Summary(continued=continued)
        _score(job, run_folder, cut, summary, report)
        _finish(job, run_folder, cut, summary, report)
        summary.seconds = time.monotonic() - began
        run_folder.remove()
    return summary


def _manifest(job: Job, sources: Sequence[Source]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "inputs": [source.identity for source in sources],
        "columns": dict(job.columns),
        "evidence": job.scorer.evidence,
        "threshold": job.scorer.threshold,
        "features": job.scorer.features,
        **job.pins,
    }


class _Crew:
    """The workers of a run; each is replaced when it dies."""

    def __init__(self, work: Work, slots: Slots) -> None:
        from joblib.externals.loky.backend import get_context

        self._context = get_context("loky")
        self._work = work
        self._slots = slots
        self._alive: dict[int, tuple[Any, Connection]] = {}

    def start(self, number: int) -> None:
        self._slots.write(number, Slot())
        hear, tell = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=run_worker, args=(self._work, number, tell), env=_ONE_THREAD
        )
        with _deaf_to_ctrl_c():
            process.start()
        tell.close()
        self._alive[number] = (process, hear)

    def __len__(self) -> int:
        return len(self._alive)

    def ended(self, timeout: float) -> Iterator[tuple[int, int, tuple[str, str] | None]]:
        """Workers that have ended meanwhile: number, exit code, the error they told."""
        ready = set(wait([process.sentinel for process, _ in self._alive.values()], timeout))
        for number, (process, hear) in list(self._alive.items()):
            if process.sentinel not in ready:
                continue
            process.join()
            told = None
            try:
                if hear.poll():
                    told = hear.recv()
            except (EOFError, OSError):
                pass
            hear.close()
            del self._alive[number]
            yield number, process.exitcode, told

    def stop(self) -> None:
        """End every worker now; parts in hand are lost, finished ones are not."""
        for process, hear in self._alive.values():
            _kill(process)
            process.join()
            hear.close()
        self._alive.clear()


@contextlib.contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    # Ctrl-C reaches every process of the terminal. A worker is born deaf to it, so that one that
    # is still importing does not print a traceback; the parent decides when to stop.
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _kill(process: Any) -> None:
    # loky's processes know only the polite way, which a page inside C code does not hear.
    if hasattr(signal, "SIGKILL"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
    else:
        process.terminate()


# One thread a worker: more workers use the cores better than threads that wait for each other.
_ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "ARROW_NUM_THREADS",
        "LOKY_MAX_CPU_COUNT",
    ),
    "1",
)


def _score(
    job: Job, folder: RunFolder, cut: Sequence[Stretch], summary: Summary, report: Report
) -> None:
    """Every part of every stretch, by workers that may die."""
    left = [stretch for stretch in cut if not folder.finished(stretch.number)]
    meter = Meter(folder, cut)
    summary.earlier = meter.earlier
    if not left:
        return
    workers = max(1, job.workers)
    slots = Slots(folder.slots, workers, create=True)
    work = Work(
        folder=folder.path,
        run=folder.run,
        stretches=left,
        columns=dict(job.columns),
        scorer=job.scorer,
        workers=workers,
        parent=os.getpid(),
        out=job.out,
        page_seconds=job.page_seconds,
        memory=job.memory,
    )
    crew = _Crew(work, slots)
    fruitless = 0
    try:
        for number in range(workers):
            crew.start(number)
        while len(crew):
            ended = list(crew.ended(timeout=0.25))
            if any(code == _KILLED for _, code, _ in ended):
                time.sleep(OUTLIVED)
            for number, code, told in ended:
                slot = slots.read(number)
                meter.keep(slot)
                slots.write(number, Slot())
                if code == 0:
                    continue
                if told is not None:
                    raise _told(told)
                summary.workers_lost += 1
                told_of = _ended_by_its_file(folder, slot, code)
                fruitless = 0 if told_of or slot.part >= 0 or slot.parts else fruitless + 1
                if fruitless >= FRUITLESS:
                    how = how_it_ended(code)
                    raise DarnelError(
                        f"workers end before they can work ({how}); finished parts are kept"
                    )
                if slot.part >= 0:
                    _give_up_on_what_cannot_be(folder, slot)
                    death = Death(slot.first, slot.last, how_it_ended(code))
                    folder.add_death(slot.stretch, slot.part, death)
                    folder.claimed(slot.stretch, slot.part).unlink(missing_ok=True)
                crew.start(number)
            if not len(crew) and not all(folder.finished(s.number) for s in left):
                # Somebody died with a claim after the others had passed it by.
                fruitless += 1
                if fruitless >= FRUITLESS:
                    raise DarnelError("parts of the input stay unfinished; run again to continue")
                folder.clear_temporaries()
                crew.start(0)
            report(meter.read(slots))
    finally:
        crew.stop()
        slots.close()


_KILLED = -getattr(signal, "SIGKILL", 0)
_FROM_OUTSIDE = {
    -getattr(signal, name, 0) for name in ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT")
}
"""Ends that no file brings about: what was read at the time is not to blame."""


def _ended_by_its_file(folder: RunFolder, slot: Slot, code: int) -> bool:
    """Whether the file being read ended the worker, which is remembered then."""
    if slot.record < 0 or code in _FROM_OUTSIDE:
        return False
    stop = Stop(slot.file, slot.record, how_it_ended(code))
    return folder.add_stop(slot.reading, stop) < MOST_STOPS


def _give_up_on_what_cannot_be(folder: RunFolder, slot: Slot) -> None:
    # A record that was given up, and still ends workers, is not the culprit: something here is.
    same = [
        d for d in folder.deaths_of(slot.stretch, slot.part) if d[:2] == (slot.first, slot.last)
    ]
    if len(same) >= DEATHS + FRUITLESS:
        raise DarnelError(
            f"workers keep ending ({same[-1].how}) although the record at hand is passed over; "
            f"see {folder.path}"
        )


def _told(told: tuple[str, str]) -> DarnelError:
    known: dict[str, type[DarnelError]] = {
        kind.__name__: kind for kind in (UsageError, RefusedError, OutputError)
    }
    if not told[0]:
        return DarnelError(f"a defect of darnel itself, please report it:\n{told[1]}")
    return known.get(told[0], DarnelError)(told[1])


def how_it_ended(code: int) -> str:
    """The exit code of a worker in words."""
    if code == -getattr(signal, "SIGPROF", 0):
        return "it took too long"
    if code < 0:
        try:
            return f"killed by {signal.Signals(-code).name}"
        except ValueError:
            return f"killed by signal {-code}"
    named = {1: "it took too long", NO_MEMORY: "it ran out of memory"}
    return named.get(code, f"exit code {code}")


def _finish(
    job: Job, folder: RunFolder, cut: Sequence[Stretch], summary: Summary, report: Report
) -> None:
    """The second pass: join the copies and write every row in input order."""
    paths = [
        folder.part(stretch.number, number)
        for stretch in cut
        for number in range(folder.count_of(stretch.number) or 0)
    ]
    summary.rows = sum(read_tally(path)["records"] for path in paths)

    def tables() -> Iterator[pa.Table]:
        report(Progress(stage="matching"))
        done = 0
        for table in joined(paths, job.known, folder.path / "join"):
            _count(table, summary)
            done += table.num_rows
            yield table
            report(Progress(done=done, stage="writing"))

    scratch = folder.path / "output"  # goes with the folder if this process is killed
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    write_output(job.out, tables(), job.scorer.schema(), summary.rows, scratch)


LISTED = 20


def _count(table: pa.Table, summary: Summary) -> None:
    for column in ("status", "label"):
        for entry in table.column(column).value_counts().to_pylist():
            key = f"{column} {entry['values']}"
            summary.counts[key] = summary.counts.get(key, 0) + entry["counts"]
    if len(summary.unread) < LISTED:
        import pyarrow.compute as pc

        bad = table.filter(pc.is_in(table.column("status"), _UNREAD()))
        for row in bad.select(["source", "status", "error"]).to_pylist():
            summary.unread.append((row["source"], row["status"], row["error"] or ""))
        del summary.unread[LISTED:]


def _UNREAD() -> pa.Array:  # noqa: N802
    import pyarrow as pa

    return pa.array(["unreadable", "crashed"])
