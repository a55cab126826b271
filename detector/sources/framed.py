"""Records that tell their own length, as in WARC and ARC files, when lengths may be wrong.

A length is believed when a record, or the end, follows where it says. If not, the record ends
before the next line that begins one, and says so. Between well-formed records nothing is
searched, so a page that quotes the beginning of a record cannot smuggle one in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from detector.record import Record, Status
from detector.sources import limits
from detector.sources.buffer import Buffer
from detector.sources.columns import unreadable
from detector.sources.marks import Marks
from detector.sources.web import skipped

_GAP = re.compile(rb"[\r\n]*")


@dataclass(frozen=True, slots=True)
class Framing:
    """How records of a format begin.

    ``begins`` matches at the first byte of a record, in the next ``ahead`` bytes;
    ``anywhere`` finds the same behind a line break.
    """

    name: str
    begins: re.Pattern[bytes]
    anywhere: re.Pattern[bytes]
    ahead: int


@dataclass(frozen=True, slots=True)
class Block:
    """The block of a record whose header was read: ``length`` as declared (``said``)."""

    length: int | None
    said: str
    url: str | None
    fetched: str | None
    read: Callable[[bytes], Record]


def framed_records(
    buffer: Buffer,
    framing: Framing,
    name: str,
    start: int,
    header: Callable[[Buffer, str], Block | Record | None],
    marks: Marks | None = None,
    first: int = 0,
) -> Iterator[Record]:
    """The records of a file; those before ``start`` are passed over without being read.

    ``header`` reads past the header of the record at hand, or says why it cannot, or gives
    ``None`` where no record begins. The buffer begins at record ``first``.
    """
    number = first
    while True:
        _pass_blank(buffer)
        if marks is not None and number % marks.every == 0 and (mark := buffer.mark(number)):
            marks.note(mark)
        where = f"{name}:{buffer.position(buffer.offset)}"
        if buffer.at == len(buffer.data):
            broken = buffer.broken
            if broken is None:
                return
            record = unreadable(f"{name}:{broken.offset}", broken.reason)
            buffer.resume()
        else:
            found = header(buffer, where)
            if isinstance(found, Block):
                record = _record(buffer, framing, where, found, wanted=number >= start)
            else:
                record = found or junk(buffer, framing, where)
        if number >= start:
            yield record
        number += 1


def junk(buffer: Buffer, framing: Framing, where: str, reason: str = "") -> Record:
    """Pass on to the next line that begins a record."""
    size = 0
    while True:
        found = buffer.find(framing.anywhere, limits.MIB, framing.ahead)
        if found is not None:
            size += found.start() - buffer.at
            buffer.at = found.start()
            break
        step = max(buffer.fill(limits.MIB) - framing.ahead, 0)
        if buffer.ended or buffer.broken is not None:
            step = len(buffer.data) - buffer.at
        size += step
        buffer.at += step
        if buffer.at == len(buffer.data):
            break
    reason = reason or f"no {framing.name} record begins here"
    broken = buffer.broken
    if broken is not None and not broken.between and buffer.at == len(buffer.data):
        reason = broken.reason
        buffer.resume()
    return unreadable(where, f"{reason} ({size} bytes passed over)")


def _record(buffer: Buffer, framing: Framing, where: str, block: Block, *, wanted: bool) -> Record:
    length = block.length
    if length is not None and length > limits.RECORD and not buffer.exceeds(length):
        return _huge(buffer, framing, where, block, length)
    note = None
    if length is not None and length <= limits.RECORD and _ends_well(buffer, framing, length):
        size = length
    else:
        recovered = _recover(buffer, framing, length)
        if recovered is None:
            return _cut_off(buffer, where, block)
        size = recovered
        note = f"declared length {block.said} is wrong, the record has {size} bytes"
    broken = buffer.broken
    if broken is not None and buffer.broken_from < buffer.offset + size:
        end = _after_gap(buffer.data, buffer.at + size, len(buffer.data))
        if end == len(buffer.data):
            buffer.resume()
            return unreadable(where, broken.reason, block.url)
    if not wanted:
        buffer.at += size
        return skipped(where, "passed over")
    record = block.read(buffer.data[buffer.at : buffer.at + size])
    buffer.at += size
    if note and record.status is not Status.UNREADABLE:
        return replace(record, error=f"{record.error}; {note}" if record.error else note)
    return record


def _after_gap(data: bytes, at: int, end: int) -> int:
    gap = _GAP.match(data, at, end)
    return gap.end() if gap else at


def _pass_blank(buffer: Buffer) -> None:
    while True:
        buffer.at = _after_gap(buffer.data, buffer.at, len(buffer.data))
        if buffer.at < len(buffer.data) or not buffer.more():
            return


def _ends_well(buffer: Buffer, framing: Framing, length: int) -> bool:
    """Whether ``length`` bytes on, a record begins or the file (or what is whole of it) ends."""
    extra = 16
    while True:
        got = buffer.fill(length + extra)
        if got < length:
            return False
        end = _after_gap(buffer.data, buffer.at + length, buffer.at + got)
        if framing.begins.match(buffer.data, end, buffer.at + got):
            return True
        if end < buffer.at + got and buffer.begins_member(buffer.base + end):
            return True  # what follows may be damaged
        if got < length + extra:
            return end == buffer.at + got
        if buffer.at + got - end >= framing.ahead:
            return False
        extra *= 4


def _recover(buffer: Buffer, framing: Framing, length: int | None) -> int | None:
    """How many bytes there are before the next record, or ``None`` if no end can be told."""
    # Whether the line break before the first byte is still at hand must not matter.
    got = buffer.fill(framing.ahead)
    if framing.anywhere.match(b"\n" + buffer.data[buffer.at : buffer.at + got], 1):
        return 0
    found = buffer.find(framing.anywhere, limits.RECORD, framing.ahead)
    if found is not None:
        end = found.start()
    else:
        rest = buffer.fill(limits.RECORD)
        cut = buffer.broken is not None or (length is not None and rest < length)
        if rest == limits.RECORD or cut:
            return None
        end = buffer.at + rest
    while end > buffer.at and buffer.data[end - 1] in b"\r\n":
        end -= 1
    return end - buffer.at


def _cut_off(buffer: Buffer, where: str, block: Block) -> Record:
    """The record whose end is missing."""
    broken = buffer.broken
    rest = len(buffer.data) - buffer.at
    if broken is not None and rest <= limits.RECORD:
        # All up to the damage belongs to this record, or to none that can be told apart.
        buffer.resume()
        reason = f"{broken.reason}, {rest} of the record's {block.said} bytes are there"
        return unreadable(where, reason, block.url)
    doubtful = block.length is None or buffer.exceeds(block.length)
    size = buffer.drop(limits.RECORD if doubtful else block.length or 0)
    if buffer.ended and buffer.at == len(buffer.data):
        reason = f"file ends inside the record: {size} of its {block.said} bytes are there"
    else:
        reason = f"declared length {block.said} is wrong and no record follows"
    return unreadable(where, reason, block.url)


def _huge(buffer: Buffer, framing: Framing, where: str, block: Block, length: int) -> Record:
    """A record over the limit: told by its head, its body passed over without being kept."""
    got = buffer.fill(limits.HEADER)
    head = buffer.data[buffer.at : buffer.at + got]
    size = buffer.drop_to_member(length, framing.begins, framing.ahead)
    broken = buffer.broken
    if size < length and buffer.at < len(buffer.data):
        reason = f"declared length {block.said} is wrong, the next record begins after {size} bytes"
        return unreadable(where, reason, block.url)
    if size < length:
        reason = f"file ends inside the record: {size} of its {length} bytes are there"
        if broken is not None:
            reason = f"{broken.reason}, {size} of the record's {length} bytes are there"
            buffer.resume()
        return unreadable(where, reason, block.url)
    record = block.read(head)
    if record.status is Status.SKIPPED:
        return record
    return unreadable(
        where, f"record of {length} bytes, more than {limits.RECORD // limits.MIB} MiB", block.url
    )
