"""JSON that is not in lines: an array of objects, or objects written over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detector.record import Record
from detector.sources import limits
from detector.sources.buffer import Buffer
from detector.sources.columns import Columns, unreadable
from detector.sources.jsonl import json_record

_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]]|"', re.DOTALL)
_BETWEEN = re.compile(rb"(?:[\s,\[\]\x1e]|\xef\xbb\xbf)*+")
_BOM = b"\xef\xbb\xbf"
_OTHER = re.compile(rb"[^{,\]]+")
_RETRIES = 8
_NEXT = re.compile(rb"\}\s{0,200},?\s{0,200}(?=\{)")


def json_values(buffer: Buffer, name: str, columns: Columns, start: int = 0) -> Iterator[Record]:
    """The records of a JSON file, from value ``start`` on; the position is the value's number."""
    number = 0
    depth = 0
    retries = _RETRIES
    while True:
        where = f"{name}:{number + 1}"
        depth = _pass_gap(buffer, depth)
        at_end = buffer.at == len(buffer.data)
        if at_end and buffer.broken is None:
            if depth > 0 and number >= start:
                yield unreadable(where, "file ends inside a JSON array")
            return
        record = None
        if at_end:
            record = _after_break(buffer, where)
        elif not buffer.data.startswith(b"{", buffer.at):
            record = _no_object(buffer, where)
        elif (size := _size(buffer)) is None:
            record = _endless(buffer, where, again=retries > 0)
            retries -= 1
            if buffer.ended and buffer.at == len(buffer.data):
                depth = 0  # told already
        else:
            data = buffer.take(size)
            if number >= start:
                record = json_record(data, where, columns)
        if number >= start and record is not None:
            yield record
        number += 1


def _pass_gap(buffer: Buffer, depth: int) -> int:
    """Pass what stands between values; the depth of arrays then."""
    while True:
        gap = _BETWEEN.match(buffer.data, buffer.at)
        if gap:
            depth = max(0, depth + gap.group().count(b"[") - gap.group().count(b"]"))
            buffer.at = gap.end()
        if len(buffer.data) - buffer.at < 3 and b"\xef\xbb\xbf".startswith(
            buffer.data[buffer.at :]
        ):
            if buffer.more():
                continue  # half of a byte order mark, or nothing
            return depth
        return depth


def _size(buffer: Buffer) -> int | None:
    """How long the object at hand is, or ``None`` if it does not end within the limit."""
    depth = 0
    scanned = 0
    want = limits.CHUNK
    while True:
        got = buffer.fill(want)
        incomplete = False
        for token in _TOKEN.finditer(buffer.data, buffer.at + scanned, buffer.at + got):
            kind = token.group()[:1]
            if kind in b"{[":
                depth += 1
            elif kind in b"}]":
                depth -= 1
                if depth <= 0:
                    return token.end() - buffer.at
            elif token.end() - token.start() == 1:
                scanned = token.start() - buffer.at
                incomplete = True
                break
            scanned = token.end() - buffer.at
        if not incomplete:
            scanned = got
        if got < want or got >= limits.RECORD:
            return None
        want = min(want * 2, limits.RECORD)


def _after_break(buffer: Buffer, where: str) -> Record:
    broken = buffer.broken
    buffer.resume()
    _to_next(buffer)
    return unreadable(where, f"{broken.reason} (byte {broken.offset})" if broken else "")


def _endless(buffer: Buffer, where: str, *, again: bool) -> Record:
    """An object without an end in reach: go on behind the next place where one may end.

    Where that happened too often (``again`` is false) all that was searched is passed over, as
    else a file of such objects would be searched over and over.
    """
    got = buffer.fill(limits.RECORD)
    if buffer.broken is not None and got < limits.RECORD:
        return _after_break(buffer, where)
    if got == limits.RECORD:
        reason = f"JSON value longer than {limits.RECORD // limits.MIB} MiB"
    else:
        reason = "file ends inside a JSON value"
    passed = 1 if again else got
    buffer.at += passed
    _to_next(buffer)
    return unreadable(where, reason if again else f"{reason}, {passed} bytes passed over")


def _to_next(buffer: Buffer) -> None:
    while True:
        found = buffer.find(_NEXT, limits.MIB, 512)
        if found is not None:
            buffer.at = found.end()
            return
        got = buffer.fill(limits.MIB)
        if got < limits.MIB:
            buffer.at += got
            return
        buffer.at += got - 512


def _no_object(buffer: Buffer, where: str) -> Record:
    """A number, a string or rubbish where an object should be."""
    buffer.fill(limits.MIB)  # what it is must not depend on where the pieces of the file end
    token = _TOKEN.match(buffer.data, buffer.at)
    if token and token.end() - token.start() > 1:
        buffer.at = token.end()
        return unreadable(where, "not a JSON object but a string")
    if buffer.data.startswith(b"}", buffer.at):
        buffer.at += 1
        return unreadable(where, "broken JSON: a bracket too many")
    shown = ""
    while True:
        other = _OTHER.match(buffer.data, buffer.at)
        if other:
            shown = shown or other.group()[:30].decode("utf-8", "replace").strip()
            buffer.at = other.end()
        if buffer.at < len(buffer.data) or not buffer.more():
            return unreadable(where, f"not a JSON object: {shown}")
