"""Cutting the input into stretches of files and parts of records, the same way every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from detector.record import Record

if TYPE_CHECKING:
    from detector.batch.identity import Source
    from detector.sources.inputs import InputFile

PART_RECORDS = 1024
"""Records in a part: some seconds of work, which is what a kill can cost."""
PART_BYTES = 48 << 20
"""Payload at which a part closes early: what bounds a worker's memory."""
STRETCH_FILES = 1024
STRETCH_BYTES = 64 << 20


class Stretch(NamedTuple):
    """Neighbouring input files that are cut into parts together.

    A large file stands alone; a folder of small ones is taken some hundreds at a time, so that
    a part is never one page.
    """

    number: int
    files: tuple[InputFile, ...]


def stretches(sources: Sequence[Source]) -> list[Stretch]:
    """The files in their order, grouped by count and size alone."""
    found: list[Stretch] = []
    group: list[InputFile] = []
    size = 0
    for file, weight, _ in sources:
        if group and (len(group) >= STRETCH_FILES or size + weight > STRETCH_BYTES):
            found.append(Stretch(len(found), tuple(group)))
            group, size = [], 0
        group.append(file)
        size += weight
    if group:
        found.append(Stretch(len(found), tuple(group)))
    return found


def read_stretch(stretch: Stretch, columns: Mapping[str, str]) -> Iterator[Record]:
    """Every record of the stretch, file after file."""
    from detector.sources.inputs import records

    for file in stretch.files:
        yield from records(file, columns)


def parts(
    records: Iterable[Record], *, most: int = PART_RECORDS, most_bytes: int = PART_BYTES
) -> Iterator[list[Record]]:
    """``records`` in runs that depend on nothing but the records themselves."""
    part: list[Record] = []
    size = 0
    for record in records:
        part.append(record)
        size += len(record.html or "") + len(record.text or "")
        if len(part) >= most or size >= most_bytes:
            yield part
            part, size = [], 0
    if part:
        yield part
