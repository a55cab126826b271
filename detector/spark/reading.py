"""Reading in a process of its own: a file that ends it costs its own rest, as on one machine.

Spark runs a task that died from its beginning, where the file waits again. So the task reads
nothing itself: a child does, which stays from task to task. When it ends, another reads on from
the record that is next, one at a time and telling first which; where that ends it again the file
ends in a ``crashed`` record.
"""

from __future__ import annotations

import functools
import os
import pickle
import sys
import weakref
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from detector.batch.run import how_it_ended
from detector.batch.stretches import Stop, Stretch, batches, read_stretch
from detector.batch.worker import DEATHS, NO_MEMORY, PAGE_SECONDS, WORKER_MEMORY, Watchdog
from detector.errors import DarnelError
from detector.record import Record
from detector.sources.marks import BEGINNING, Mark
from detector.spark.child import Child, end, limit_memory, start, tellable

MOST_DEATHS = 100
"""Children that may end over one unit before the task gives up."""
_BEHIND_ALL = 1 << 60


class Asked(NamedTuple):
    """What a child is to read: ``most`` records from ``first`` on, or, if that is 0, marks alone.

    Reading begins at ``mark``, which is not behind the first record. ``careful``: each record by
    itself, told of before. ``every``: records from one mark to the next.
    """

    stretch: Stretch
    columns: Mapping[str, str]
    first: int = 0
    most: int | None = None
    mark: Mark = BEGINNING
    every: int = 1
    stops: tuple[Stop, ...] = ()
    careful: bool = False


class Reader:
    """Reads stretches in a child."""

    def __init__(self) -> None:
        self._child: Child | None = None
        self._how = ""

    def records(self, asked: Asked) -> Iterator[Record]:
        """The records asked for, whatever their files do to the process that reads them."""
        deaths: Counter[tuple[int, int]] = Counter()
        while True:
            at = None
            for answer in self._answers(asked):
                if isinstance(answer, tuple):
                    at = answer
                    continue
                at = None
                yield from answer
                left = None if asked.most is None else asked.most - len(answer)
                asked = asked._replace(first=asked.first + len(answer), most=left)
            if not self._how or asked.most == 0:
                return
            if deaths.total() == MOST_DEATHS:
                raise DarnelError(f"the process that reads files keeps ending ({self._how})")
            deaths[at or (-1, -1)] += 1
            if at is not None and deaths[at] >= DEATHS:
                stop = Stop(at[0], at[1], self._how)
                asked = asked._replace(stops=(*asked.stops, stop))
            asked = asked._replace(careful=True)

    def marks(self, stretch: Stretch, columns: Mapping[str, str], every: int) -> list[Mark]:
        """Where reading can begin in ``stretch``; nowhere if a child does not survive it."""
        asked = Asked(stretch, columns, _BEHIND_ALL, 0, every=every)
        return [mark for answer in self._answers(asked) for mark in answer]

    def _answers(self, asked: Asked) -> Iterator[Any]:
        """What the child answers; ``_how`` says then how it ended, if it did."""
        child = self._child or self._start()
        self._how = ""
        idle = False
        try:
            pickle.dump(asked, _pipe(child.stdin))
            _pipe(child.stdin).flush()
            while (answer := pickle.load(_pipe(child.stdout))) is not None:  # noqa: S301 - ours
                if isinstance(answer, Exception):
                    idle = True
                    raise answer
                yield answer
            idle = True
        except (OSError, EOFError, pickle.UnpicklingError):
            self._how = how_it_ended(end(child, 5))
        finally:
            if not idle:  # half a conversation is none
                end(child)
                self._child = None

    def _start(self) -> Child:
        child = self._child = start(__name__)
        weakref.finalize(self, end, child)
        return child


def _pipe(stream: Any) -> Any:
    if stream is None:
        raise EOFError
    return stream


@functools.cache
def reader() -> Reader:
    """The one of this process, kept from task to task."""
    return Reader()


class _Noted:
    """Marks of a file, kept."""

    def __init__(self, mark: Mark, every: int) -> None:
        self.marks = [mark]
        self.every = every

    def note(self, mark: Mark) -> None:
        self.marks.append(mark)

    def before(self, number: int) -> Mark:
        first = self.marks[0]
        return first if first.number <= number else BEGINNING


def _main() -> None:
    """The child: what is asked in, records out, until the other side is gone."""
    given, out = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing a library prints is an answer
    limit_memory(WORKER_MEMORY)
    watchdog = Watchdog(PAGE_SECONDS, Path(os.devnull))

    def tell(answer: object) -> None:
        watchdog.rest()  # who listens may take its time
        pickle.dump(answer, out)
        out.flush()
        watchdog.reading()

    while True:
        try:
            asked: Asked = pickle.load(given)  # noqa: S301 - from a process of our own
        except EOFError:
            return
        # Passing over what lies before, or looking for marks, takes as long as the file is.
        answer: Exception | None = None
        try:
            _read(asked, tell)
        except MemoryError:
            os._exit(NO_MEMORY)
        except Exception as error:  # noqa: BLE001 - told where somebody sees it
            answer = tellable(error)
        tell(answer)
        watchdog.rest()


def _read(asked: Asked, tell: Callable[[object], None]) -> None:
    def watch(file: int, record: int) -> None:
        if asked.careful and file >= 0:
            tell((file, record))

    noted = _Noted(asked.mark, asked.every)
    found = read_stretch(asked.stretch, asked.columns, asked.first, noted, asked.stops, watch)
    wanted = islice(found, asked.most)
    if asked.most == 0:
        next(found, None)
        tell(noted.marks[1:])
    elif asked.careful:
        for record in wanted:
            tell([record])
    else:
        for batch in batches(wanted):
            tell(batch)


if __name__ == "__main__":
    _main()
