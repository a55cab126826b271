"""A worker: takes up parts nobody has, scores them, leaves each as one finished file."""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detector.batch.durable import failures_named
from detector.batch.folder import Death, PartMarks, RunFolder
from detector.batch.identity import changed
from detector.batch.partfile import tally, write_part
from detector.batch.place import place_in
from detector.batch.slots import Slot, Slots
from detector.batch.stretches import (
    PART_RECORDS,
    Stretch,
    batches,
    parts,
    read_stretch,
    run_of,
)
from detector.errors import DarnelError, UsageError
from detector.record import Record, Status
from detector.scorer import Scorer
from detector.verdict import Verdict

if TYPE_CHECKING:
    import pyarrow as pa

PAGE_SECONDS = 60.0
"""Processor time a page may take before its worker is ended."""
WORKER_MEMORY = 6 << 30
"""Bytes a worker may allocate: a page that wants more gets its own row, not the machine."""
DEATHS = 2
"""A record in flight at this many deaths when worked on alone gets a ``crashed`` row; a file
that ends this many when it is read on to the same record gets one there."""


@dataclass(frozen=True)
class Work:
    """What a worker needs to know; travels to it pickled. ``memory`` is bytes."""

    folder: Path
    run: str
    stretches: Sequence[Stretch]
    columns: Mapping[str, str]
    scorer: Scorer
    workers: int
    parent: int
    out: str
    page_seconds: float = PAGE_SECONDS
    memory: int = WORKER_MEMORY


TOLD = 3
"""Exit code of a worker that has told its parent why."""
NO_MEMORY = 5
"""Exit code of a worker that could not get the memory it asked for."""
WARM = Record(id="", source="", text="warm")
"""Scored first, so that whatever is loaded late is loaded."""


PATIENCE = 10
"""How much longer than a page reading its batch may take, and a page by the wall clock."""


class Watchdog:
    """Ends this process when one step takes too long, even inside C code that holds the GIL.

    Processor time is what counts, so that a busy machine ends no page another would finish; the
    wall clock, with more patience, is for what waits for ever. Where there is no timer of
    processor time (Windows) the wall clock is all there is.
    """

    def __init__(self, seconds: float, log: Path) -> None:
        self._seconds = seconds
        self._armed = 0.0
        self._log = log.open("w", encoding="utf-8")
        self._timer = hasattr(signal, "setitimer")
        if self._timer:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)  # which ends the process
            faulthandler.register(signal.SIGPROF, file=self._log, chain=True)

    def step(self, *, now: bool = False) -> None:
        """A page begins; re-arming the wall clock costs a thread, so most steps only look."""
        self._arm(self._seconds, now=now)

    def reading(self) -> None:
        """Records are being read; whatever comes of it, no page is at fault."""
        self._arm(self._seconds * PATIENCE, now=False)

    def _arm(self, seconds: float, *, now: bool) -> None:
        wall = self._seconds * (PATIENCE if self._timer else 1)
        if self._timer:
            signal.setitimer(signal.ITIMER_PROF, seconds)
        clock = time.monotonic()
        if now or clock - self._armed > wall / 4:
            try:
                faulthandler.dump_traceback_later(wall, exit=True, file=self._log)
            except RuntimeError as error:  # no thread to be had
                raise MemoryError(str(error)) from error
            self._armed = clock

    def rest(self) -> None:
        """Nothing is being worked on."""
        if self._timer:
            signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
        self._armed = 0.0


def run_worker(work: Work, number: int, tell: Any) -> None:
    """Work until nothing is left to take up; a clear error is told to the parent by name."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (work.memory, work.memory))
    try:
        _leave_pandas_out()
        with failures_named(work.out):
            _Worker(work, number).run()
    except DarnelError as error:
        tell.send((type(error).__name__, str(error)))
        sys.exit(TOLD)
    except MemoryError:
        os._exit(NO_MEMORY)  # a death like any other: the page in hand is found and passed over
    except Exception:  # noqa: BLE001 - a defect of ours is shown, no page is blamed for it
        tell.send(("", traceback.format_exc()))
        sys.exit(TOLD)
    finally:
        tell.close()


class _NoPandas:
    """Among the finders of modules, the one that says there is no pandas."""

    @staticmethod
    def find_spec(name: str, *_others: object) -> None:
        """Refuse pandas and leave everything else to other finders."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def _leave_pandas_out() -> None:
    """Keep pyarrow from importing pandas in this process, which would take a fifth of a second.

    It does so at the first list it is given, to tell a list from a series; no worker has any.
    """
    import pyarrow as pa

    finder: Any = _NoPandas
    sys.meta_path.insert(0, finder)
    try:
        pa.array([])
    finally:
        sys.meta_path.remove(finder)


class _Worker:
    def __init__(self, work: Work, number: int) -> None:
        self.work = work
        self.number = number
        self.folder = RunFolder(work.folder, work.run)
        self.slots = Slots(self.folder.slots, work.workers)
        self.slot = Slot()
        self.watchdog = Watchdog(work.page_seconds, work.folder / f"hang.{number}")

    def run(self) -> None:
        self.slots.write(self.number, self.slot)
        # The model and every import come before anything is claimed: no page is blamed for them.
        self.work.scorer.verdicts([WARM])
        # Pages make thousands of small objects; the collector, left to itself, walks all of them
        # again and again (a quarter of the time). What lives as long as the worker is set aside.
        gc.collect()
        gc.freeze()
        gc.disable()
        # First stretches of one's own, so that each file is read once; then lend a hand.
        for stretch in self.work.stretches:
            if not self.folder.finished(stretch.number) and self.folder.own(stretch.number):
                self._stretch(stretch)
        for stretch in self.work.stretches:
            if not self.folder.all_claimed(stretch.number):
                self._stretch(stretch)

    def _stretch(self, stretch: Stretch) -> None:
        number = self.folder.first_free(stretch.number)
        marks = self.folder.marks(stretch.number, PART_RECORDS)
        while True:
            records = read_stretch(
                stretch,
                self.work.columns,
                number * PART_RECORDS,
                marks,
                self.folder.stops(stretch.number, DEATHS),
                partial(self.slots.write_reading, self.number, stretch.number),
            )
            ahead, ended = self._parts(stretch, number, records, marks)
            if ended:
                break
            number = ahead
        self._still(stretch)
        self.folder.set_count(stretch.number, ahead)

    def _parts(
        self, stretch: Stretch, first: int, records: Iterator[Record], marks: PartMarks
    ) -> tuple[int, bool]:
        """Score parts from ``first`` on that nobody has; the next part, and whether there is none.

        Where others have gone ahead and left a mark, it is quicker to begin again there than to
        read what is theirs.
        """
        ahead = first
        for number, part in enumerate(parts(records), first):
            self._leave_if_orphaned()
            ahead = number + 1
            temporary = self.folder.claim(stretch.number, number)
            if temporary is not None:
                self._part(stretch, number, part, temporary)
                continue
            free = self.folder.first_free(stretch.number, ahead)
            if marks.before(free * PART_RECORDS).number > number * PART_RECORDS:
                return free, False
        return ahead, True

    @staticmethod
    def _still(stretch: Stretch) -> None:
        # Parts are found by their place in the input. Of an input in two states they would be
        # neither the one nor the other: rows lost or doubled, and nobody told.
        for source in stretch.sources:
            how = changed(source)
            if how:
                raise UsageError(
                    f"{how}; nothing was written. Put it back as it was and run the same "
                    "command to continue, or start over with --fresh"
                )

    def _leave_if_orphaned(self) -> None:
        # A new run may already be at work on this folder, with claims of its own.
        if os.getppid() != self.work.parent:
            os._exit(4)

    def _part(self, stretch: Stretch, number: int, part: Iterator[Record], temporary: Path) -> None:
        deaths = self.folder.deaths_of(stretch.number, number)
        verdicts: list[Verdict] = []
        signed: list[pa.Table] = []
        self._wait(stretch, number, 0)
        for batch in batches(part):
            self._leave_if_orphaned()
            first, last = len(verdicts), len(verdicts) + len(batch)
            touched = [d for d in deaths if d.first < last and d.last > first]
            if touched:
                for at, record in enumerate(batch, first):
                    self._take(stretch, number, at, at + 1)
                    self._score([_guarded(record, at, touched)], verdicts, signed, alone=True)
            else:
                self._take(stretch, number, first, last)
                self._score(batch, verdicts, signed, alone=False)
            self._wait(stretch, number, last)
        self.watchdog.rest()
        gc.collect()  # what may refer to itself all the same
        self._still(stretch)
        path = self.folder.part(stretch.number, number)
        write_part(path, temporary, verdicts, signed, self.work.scorer.schema())
        done = self.slot
        self.slot = Slot(
            stretch=done.stretch,
            read=done.read,
            parts=done.parts + 1,
            records=done.records + done.here,
            unreadable=done.unreadable + done.here_unreadable,
            flagged=done.flagged + done.here_flagged,
        )
        self.slots.write(self.number, self.slot)

    def _score(
        self,
        records: Sequence[Record],
        verdicts: list[Verdict],
        signed: list[pa.Table],
        *,
        alone: bool,
    ) -> None:
        watch: Callable[[int], None] = lambda _at: self.watchdog.step(now=alone)  # noqa: E731
        scorer = self.work.scorer
        seen, pages = scorer.read(records, watch=watch)
        found: list[Verdict] = []
        while seen:
            run = run_of([len(page.text) if page else 0 for page in pages])
            if run < len(seen) or found:
                self.watchdog.step(now=True)
            judged = scorer.judge(seen[:run], pages[:run])
            judged, table = scorer.sign(judged, seen[:run], pages[:run])
            found.extend(judged)
            signed.append(table)
            for page in pages[:run]:
                if page is not None:
                    page.forget()  # views refer to their page: without them it goes by itself
            del seen[:run], pages[:run]
        if not alone and any(out_of_memory(verdict) for verdict in found):
            raise MemoryError  # perhaps its neighbours' doing: each again by itself
        if any(verdict.status is Status.CRASHED for verdict in found):
            gc.collect()  # a traceback may hold on to its page
        verdicts.extend(found)
        counts = tally(found)
        self.slot = self.slot._replace(
            here=self.slot.here + counts["records"],
            here_unreadable=self.slot.here_unreadable + counts["unreadable"],
            here_flagged=self.slot.here_flagged + counts["flagged"],
        )

    def _wait(self, stretch: Stretch, part: int, at: int) -> None:
        # Nothing is in flight: a death while the next records are read blames none of them.
        self.slot = self.slot._replace(stretch=stretch.number, part=part, first=at, last=at)
        self.slots.write(self.number, self.slot)
        self.watchdog.reading()

    def _take(self, stretch: Stretch, part: int, first: int, last: int) -> None:
        read = 0
        if len(stretch.sources) == 1:
            file = stretch.sources[0].file
            read = place_in(file.spool or file.path)
        self.slot = self.slot._replace(
            stretch=stretch.number, part=part, first=first, last=last, read=read
        )
        self.slots.write(self.number, self.slot)


def out_of_memory(verdict: Verdict) -> bool:
    """Whether the page wanted more memory than there was."""
    name = (verdict.error or "").partition(":")[0]
    return verdict.status is Status.CRASHED and name.endswith("MemoryError")


def _guarded(record: Record, at: int, deaths: Sequence[Death]) -> Record:
    alone = [death for death in deaths if (death.first, death.last) == (at, at + 1)]
    return record if len(alone) < DEATHS else ends_its_process(record, alone[-1].how)


def ends_its_process(record: Record, how: str) -> Record:
    """``record`` as one that is given up."""
    return Record(
        id=record.id,
        source=record.source,
        url=record.url,
        status=Status.CRASHED,
        error=f"this record ends the process that reads it ({how})",
    )
