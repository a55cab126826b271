"""Cutting the input into stretches of files and parts of records, the same way every time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from detector.record import Record, Status

if TYPE_CHECKING:
    from detector.batch.identity import Source
    from detector.sources.inputs import InputFile
    from detector.sources.marks import Marks

PART_RECORDS = 1024
"""Records in a part: some seconds of work, which is what a kill can cost."""
BATCH_RECORDS = 256
"""Records judged together: trees cost a tenth per row of what they cost alone, and each step of
the work finds its code and tables in the processor's cache from the second page on."""
BATCH_BYTES = 16 << 20
"""Payload over which a batch of more than one record closes early."""
RUN_CHARS = 3_000_000
"""Characters of text measured together, or those of one page: what bounds a worker's memory
(230 bytes of views a character)."""
STRETCH_FILES = 1024
STRETCH_BYTES = 64 << 20


class Stretch(NamedTuple):
    """Neighbouring input files that are cut into parts together.

    A large file stands alone; a folder of small ones is taken some hundreds at a time, so that
    a part is never one page.
    """

    number: int
    sources: tuple[Source, ...]

    @property
    def files(self) -> tuple[InputFile, ...]:
        """The files, in their order."""
        return tuple(source.file for source in self.sources)

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        return sum(source.size for source in self.sources)


class Stop(NamedTuple):
    """Reading file ``file`` of a stretch on to record ``record`` of it ended the process."""

    file: int
    record: int
    how: str


def stretches(sources: Sequence[Source], most_bytes: int = STRETCH_BYTES) -> list[Stretch]:
    """The files in their order, grouped by count and size alone."""
    found: list[Stretch] = []
    group: list[Source] = []
    size = 0
    for source in sources:
        if group and (len(group) >= STRETCH_FILES or size + source.size > most_bytes):
            found.append(Stretch(len(found), tuple(group)))
            group, size = [], 0
        group.append(source)
        size += source.size
    if group:
        found.append(Stretch(len(found), tuple(group)))
    return found


def read_stretch(
    stretch: Stretch,
    columns: Mapping[str, str],
    start: int = 0,
    marks: Marks | None = None,
    stops: Sequence[Stop] = (),
    watch: Callable[[int, int], None] = lambda _file, _record: None,
) -> Iterator[Record]:
    """The records of the stretch, file after file, from record ``start`` on.

    ``marks`` of a stretch of one file spare reading what lies before. A file ends at its first
    stop with a ``crashed`` record; of a group of page files only the one that stops.
    ``watch`` is told which file is read on next, to which record of the stretch, and ``-1`` for
    both when that is done.
    """
    single = len(stretch.files) == 1  # the source can pass over records without parsing them
    every = _every(stretch, columns, start if single else 0, marks, stops, watch)
    yield from every if single else islice(every, start, None)


def _every(
    stretch: Stretch,
    columns: Mapping[str, str],
    start: int,
    marks: Marks | None,
    stops: Sequence[Stop],
    watch: Callable[[int, int], None],
) -> Iterator[Record]:
    from detector.sources.inputs import records, told

    single = len(stretch.files) == 1
    number = start
    for at, file in enumerate(stretch.files):
        base = 0 if single else number
        ends = {stop.record: stop.how for stop in stops if stop.file == at}
        found = records(file, columns, number - base, marks if single else None)
        while file.members or not ends or number <= min(ends):
            if number in ends:
                nth = number - base
                where = told(file.members[nth] if nth < len(file.members) else file.path)
                yield _ends_its_reader(where, ends[number])
                number += 1
                found = records(file, columns, number - base)
                continue
            watch(at, number)
            record = next(found, None)
            watch(-1, -1)
            if record is None:
                break
            yield record
            number += 1


def _ends_its_reader(where: str, how: str) -> Record:
    reason = f"reading on ends the process ({how}): the rest of this file is not read"
    return Record(id=where, source=where, status=Status.CRASHED, error=reason)


def parts(records: Iterable[Record], size: int = PART_RECORDS) -> Iterator[Iterator[Record]]:
    """``records`` in runs of ``size``; what a caller leaves of a run is passed over."""
    every = iter(records)
    for first in every:
        part = chain((first,), islice(every, size - 1))
        yield part
        for _ in part:
            pass


def batches(
    records: Iterable[Record], most: int = BATCH_RECORDS, most_bytes: int = BATCH_BYTES
) -> Iterator[list[Record]]:
    """``records`` in lists that depend on nothing but the records themselves."""
    batch: list[Record] = []
    size = 0
    for record in records:
        weight = len(record.html or "") + len(record.text or "")
        if batch and (len(batch) >= most or size + weight > most_bytes):
            yield batch
            batch, size = [], 0
        batch.append(record)
        size += weight
    if batch:
        yield batch


def run_of(lengths: Sequence[int], most: int = RUN_CHARS) -> int:
    """How many of the pages with these many characters, from the first on, to measure together."""
    total = 0
    for count, length in enumerate(lengths):
        total += length
        if count and total > most:
            return count
    return len(lengths)
