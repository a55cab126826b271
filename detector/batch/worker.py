"""A worker: takes up parts nobody has, scores them, leaves each as one finished file."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detector.batch.folder import Death, RunFolder
from detector.batch.partfile import write_part
from detector.batch.slots import Slot, Slots
from detector.batch.stretches import Stretch, parts, read_stretch
from detector.errors import DarnelError
from detector.record import Record, Status
from detector.scorer import Scorer
from detector.verdict import Label, Verdict

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 128
"""Pages judged together: trees cost a tenth per row of what they cost alone."""
PAGE_SECONDS = 60.0
"""How long a page may take before its worker is ended."""
WORKER_MEMORY = 6 << 30
"""Bytes a worker may allocate: a page that wants more gets its own row, not the machine."""
DEATHS = 2
"""A record in flight at this many deaths when worked on alone gets a ``crashed`` row."""


@dataclass(frozen=True)
class Work:
    """What a worker needs to know; travels to it pickled."""

    folder: Path
    run: str
    stretches: Sequence[Stretch]
    columns: Mapping[str, str]
    scorer: Scorer
    workers: int
    parent: int
    page_seconds: float = PAGE_SECONDS


class Watchdog:
    """Ends this process when one step takes too long, even inside C code that holds the GIL."""

    def __init__(self, seconds: float, log: Path) -> None:
        self._seconds = seconds
        self._armed = 0.0
        self._log = log.open("w", encoding="utf-8")

    def step(self, *, now: bool = False) -> None:
        """A step begins; re-arming costs a thread, so most steps only look at the clock."""
        clock = time.monotonic()
        if now or clock - self._armed > self._seconds / 4:
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._log)
            self._armed = clock

    def rest(self) -> None:
        """Nothing is being worked on."""
        faulthandler.cancel_dump_traceback_later()
        self._armed = 0.0


def run_worker(work: Work, number: int, tell: Any) -> None:
    """Work until nothing is left to take up; a clear error is told to the parent by name."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (WORKER_MEMORY, WORKER_MEMORY))
    try:
        _Worker(work, number).run()
    except DarnelError as error:
        tell.send((type(error).__name__, str(error)))
        sys.exit(3)
    finally:
        tell.close()


class _Worker:
    def __init__(self, work: Work, number: int) -> None:
        self.work = work
        self.number = number
        self.folder = RunFolder(work.folder, work.run)
        self.slots = Slots(work.folder / "slots", work.workers)
        self.slot = Slot(pid=os.getpid())
        self.watchdog = Watchdog(work.page_seconds, work.folder / f"hang.{number}")

    def run(self) -> None:
        self.slots.write(self.number, self.slot)
        _ = self.work.scorer.detector  # load the model before anything is claimed
        # First stretches of one's own, so that each file is read once; then lend a hand.
        for stretch in self.work.stretches:
            if not self.folder.finished(stretch.number) and self.folder.own(stretch.number):
                self._stretch(stretch)
        for stretch in self.work.stretches:
            if not self.folder.all_claimed(stretch.number):
                self._stretch(stretch)

    def _stretch(self, stretch: Stretch) -> None:
        count = 0
        for part, records in enumerate(parts(read_stretch(stretch, self.work.columns))):
            self._leave_if_orphaned()
            count = part + 1
            temporary = self.folder.claim(stretch.number, part)
            if temporary is not None:
                self._part(stretch.number, part, records, temporary)
        self.folder.set_count(stretch.number, count)

    def _leave_if_orphaned(self) -> None:
        # A new run may already be at work on this folder, with claims of its own.
        if os.getppid() != self.work.parent:
            os._exit(4)

    def _part(self, stretch: int, part: int, records: list[Record], temporary: Path) -> None:
        deaths = self.folder.deaths_of(stretch, part)
        verdicts: list[Verdict] = []
        signed: list[pa.Table] = []
        for first in range(0, len(records), BATCH):
            self._leave_if_orphaned()
            batch = records[first : first + BATCH]
            last = first + len(batch)
            touched = [d for d in deaths if d.first < last and d.last > first]
            if touched:
                for at, record in enumerate(batch, first):
                    self._take(stretch, part, at, at + 1)
                    self._score([_guarded(record, at, touched)], verdicts, signed, alone=True)
            else:
                self._take(stretch, part, first, last)
                self._score(batch, verdicts, signed, alone=False)
            records[first:last] = [_LET_GO] * len(batch)  # the payloads are not needed any more
        self.watchdog.rest()
        path = self.folder.part(stretch, part)
        write_part(path, temporary, verdicts, signed, self.work.scorer.schema())
        self._take(-1, -1, 0, 0, parts=self.slot.parts + 1)

    def _score(
        self,
        records: Sequence[Record],
        verdicts: list[Verdict],
        signed: list[pa.Table],
        *,
        alone: bool,
    ) -> None:
        watch: Callable[[int], None] = lambda _at: self.watchdog.step(now=alone)  # noqa: E731
        found, table = self.work.scorer.verdicts(records, watch=watch)
        verdicts.extend(found)
        signed.append(table)
        self.slot = self.slot._replace(
            records=self.slot.records + len(found),
            unreadable=self.slot.unreadable + sum(v.status in UNREAD for v in found),
            flagged=self.slot.flagged + sum(v.label is Label.FARM for v in found),
        )

    def _take(self, stretch: int, part: int, first: int, last: int, **more: int) -> None:
        self.slot = self.slot._replace(stretch=stretch, part=part, first=first, last=last, **more)
        self.slots.write(self.number, self.slot)


UNREAD = (Status.UNREADABLE, Status.CRASHED)
_LET_GO = Record(id="", source="")


def _guarded(record: Record, at: int, deaths: Sequence[Death]) -> Record:
    alone = [death for death in deaths if (death.first, death.last) == (at, at + 1)]
    if len(alone) < DEATHS:
        return record
    return Record(
        id=record.id,
        source=record.source,
        url=record.url,
        status=Status.CRASHED,
        error=f"this record ends the process that reads it ({alone[-1].how})",
    )
