"""How far a run is: records, what was found, and how long it will still take."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from detector.batch.folder import RunFolder
from detector.batch.partfile import read_tally
from detector.batch.slots import Slot, Slots
from detector.batch.stretches import Stretch


@dataclass(frozen=True)
class Progress:
    """How far a run is; ``done`` counts records of this run, ``earlier`` those it continues.

    ``share`` of the input's bytes gone through and seconds ``left``, where they can be told.
    """

    stage: str = "scoring"
    done: int = 0
    earlier: int = 0
    unreadable: int = 0
    flagged: int = 0
    share: float | None = None
    left: float | None = None


class Meter:
    """Adds up what workers write into their slots, and what those that ended had written."""

    def __init__(self, folder: RunFolder, cut: Sequence[Stretch]) -> None:
        self._folder = folder
        self._sizes = {stretch.number: stretch.size for stretch in cut}
        self._total = sum(self._sizes.values())
        self._read = {
            number: size for number, size in self._sizes.items() if folder.finished(number)
        }
        self._closed = set(self._read)
        self._gone: list[Slot] = []
        self._began = time.monotonic()
        self._at_first: float | None = None
        self.earlier = self._unreadable = self._flagged = 0
        for path in folder.finished_parts():
            tally = read_tally(path)
            self.earlier += tally["records"]
            self._unreadable += tally["unreadable"]
            self._flagged += tally["flagged"]

    def keep(self, slot: Slot) -> None:
        """Remember what a worker that has ended had finished."""
        self._gone.append(slot._replace(here=0, here_unreadable=0, here_flagged=0))

    def read(self, slots: Slots) -> Progress:
        """The state of the run now."""
        now = [slots.read(number) for number in range(slots.count)]
        share = self._share(now)
        elapsed = time.monotonic() - self._began
        if self._at_first is None:
            self._at_first = share
        gained = share - self._at_first
        every = self._gone + now
        return Progress(
            done=sum(s.records + s.here for s in every),
            earlier=self.earlier,
            unreadable=self._unreadable + sum(s.unreadable + s.here_unreadable for s in every),
            flagged=self._flagged + sum(s.flagged + s.here_flagged for s in every),
            share=share or None,
            left=elapsed * (1 - share) / gained if gained > 0.001 else None,
        )

    def _share(self, now: Sequence[Slot]) -> float:
        if not self._total:
            return 0.0
        at_work = {slot.stretch for slot in now}
        for slot in now:
            if slot.stretch >= 0 and slot.stretch not in self._closed:
                self._read[slot.stretch] = max(self._read.get(slot.stretch, 0), slot.read)
        for number in list(self._read):
            left_alone = number not in self._closed and number not in at_work
            if left_alone and self._folder.count_of(number) is not None:
                self._read[number] = self._sizes[number]
                self._closed.add(number)
        return min(1.0, sum(self._read.values()) / self._total)
