"""JSON lines: one record a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from detector.record import Record
from detector.sources import limits
from detector.sources.buffer import Buffer
from detector.sources.columns import Columns, decoded, unreadable
from detector.sources.marks import BEGINNING, Mark, Marks

_LINE_END = re.compile(rb"\n")
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?+', re.DOTALL)
_CONTAINERS: Final = 1_000_000
"""Lists and objects one record may have: each takes up to 230 bytes, for two in the file."""
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")


def lines(
    buffer: Buffer, name: str, start: int, marks: Marks | None = None, first: Mark = BEGINNING
) -> Iterator[tuple[str, bytes | Record]]:
    """Lines that are not blank with their source, from line ``start`` of these on.

    The buffer begins at ``first``.
    A line that is too long or breaks off comes as the record that says so.
    """
    number = first.line
    seen = first.number
    while True:
        _note(marks, buffer, seen, number)
        if buffer.at == len(buffer.data) and not buffer.more():
            broken = buffer.broken
            if broken is None:
                return
            seen += 1
            if seen > start:
                where = f"{name}:{number + 1}"
                yield where, unreadable(where, f"{broken.reason} (byte {broken.offset})")
            buffer.resume()
            continue
        number += 1
        end = buffer.data.find(b"\n", buffer.at)
        problem = None
        if end < 0:
            found = buffer.find(_LINE_END, limits.RECORD, 0)
            if found is not None:
                end = found.start()
        if end >= 0:
            line = buffer.data[buffer.at : end]
            buffer.at = end + 1
        elif buffer.fill(limits.RECORD) == limits.RECORD:
            line = b""
            problem = f"line longer than {limits.RECORD // limits.MIB} MiB"
            _pass_line(buffer)
        else:
            line = buffer.take(limits.RECORD)
            if buffer.broken is not None:
                problem = f"{buffer.broken.reason} (byte {buffer.broken.offset})"
                buffer.resume()
        if problem is None and not line.strip():
            continue
        seen += 1
        if seen <= start:
            continue
        where = f"{name}:{number}"
        yield where, line if problem is None else unreadable(where, problem)


def _note(marks: Marks | None, buffer: Buffer, seen: int, number: int) -> None:
    if marks is not None and seen % marks.every == 0 and (mark := buffer.mark(seen, number)):
        marks.note(mark)


def json_lines(
    buffer: Buffer,
    name: str,
    columns: Columns,
    start: int = 0,
    marks: Marks | None = None,
    first: Mark = BEGINNING,
) -> Iterator[Record]:
    """The records of a JSON lines file; skipping to ``start`` parses nothing."""
    for where, line in lines(buffer, name, start, marks, first):
        if isinstance(line, Record):
            yield line
        else:
            yield json_record(line, where, columns)


def json_record(data: bytes, where: str, columns: Columns) -> Record:
    """The record one JSON object stands for, or the reason why it is none."""
    repaired: list[str] = []
    if len(data) > _CONTAINERS and _containers(data) > _CONTAINERS:
        return unreadable(where, f"JSON of more than {_CONTAINERS:,} lists and objects")
    text = decoded(data, repaired).lstrip("\ufeff")
    try:
        row = json.loads(text, strict=False)
    except RecursionError:
        return unreadable(where, "JSON nested too deeply")
    except json.JSONDecodeError as error:
        return unreadable(where, f"broken JSON: {error.msg} at character {error.pos}")
    except ValueError as error:  # a number with more digits than Python reads
        return unreadable(where, f"broken JSON: {str(error)[:120]}")
    if not isinstance(row, dict):
        return unreadable(where, f"not a JSON object but {type(row).__name__}")
    surrogates = _SURROGATE_ESCAPE.search(data) is not None
    return columns.record(row, where, surrogates=surrogates, repaired=repaired)


def _containers(data: bytes) -> int:
    """How many lists and objects there are; where they are few, those in strings are counted."""
    count = data.count(b"{") + data.count(b"[")
    if count > _CONTAINERS:
        for string in _STRING.finditer(data):
            begin, end = string.span()
            count -= data.count(b"{", begin, end) + data.count(b"[", begin, end)
    return count


def _pass_line(buffer: Buffer) -> None:
    while True:
        end = buffer.data.find(b"\n", buffer.at)
        if end >= 0:
            buffer.at = end + 1
            return
        buffer.at = len(buffer.data)
        if not buffer.more():
            return
