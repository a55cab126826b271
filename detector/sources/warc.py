"""WARC 0.18, 1.0 and 1.1, with WET and WAT: one record for every WARC record.

A length is believed when a record, or the end, follows where it says. If not, the record ends
before the next line that begins one, and says so. Between well-formed records nothing is
searched, so a page that quotes WARC records cannot smuggle them in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from detector.record import Record, Status
from detector.sources import limits
from detector.sources.buffer import Buffer
from detector.sources.columns import unreadable
from detector.sources.http import HEAD_END, media_type
from detector.sources.web import not_a_page, page, response, response_head, skipped

_RECORD = re.compile(rb"(?<=\n)WARC/[01]\.\d{1,2}\r*\n")
_HEADERS = re.compile(
    rb"^(warc-type|content-length|warc-target-uri|warc-date|content-type|warc-refers-to-target-uri"
    rb"|warc-refers-to|warc-truncated)[ \t]*:[ \t]*([^\r\n]*)",
    re.IGNORECASE | re.MULTILINE,
)
_FOLD = re.compile(rb"\r?\n[ \t]+")
_GAP = re.compile(rb"[\r\n]*")
_SKIPPED = frozenset({b"warcinfo", b"request", b"metadata", b"continuation"})


@dataclass(frozen=True, slots=True)
class _Head:
    kind: bytes
    length: int | None
    url: str | None
    fetched: str | None
    content_type: str
    refers_to: str | None
    truncated: str | None
    said: str


def warc_records(buffer: Buffer, name: str, start: int = 0) -> Iterator[Record]:
    """The records of a WARC file; the first ``start`` are passed over without being read."""
    for number, record in enumerate(_walk(buffer, name, start)):
        if number >= start and record is not None:
            yield record


def _walk(buffer: Buffer, name: str, start: int) -> Iterator[Record | None]:
    number = 0
    while True:
        _pass_blank(buffer)
        if buffer.at == len(buffer.data):
            broken = buffer.broken
            if broken is None:
                return
            yield unreadable(f"{name}:{broken.offset}", broken.reason)
            buffer.resume()
        else:
            yield _record(buffer, name, wanted=number >= start)
        number += 1


def _after_gap(data: bytes, at: int, end: int) -> int:
    gap = _GAP.match(data, at, end)
    return gap.end() if gap else at


def _pass_blank(buffer: Buffer) -> None:
    while True:
        buffer.at = _after_gap(buffer.data, buffer.at, len(buffer.data))
        if buffer.at < len(buffer.data) or not buffer.more():
            return


def _record(buffer: Buffer, name: str, *, wanted: bool) -> Record | None:
    where = f"{name}:{buffer.position(buffer.offset)}"
    if buffer.fill(5) < 5 or not buffer.data.startswith(b"WARC/", buffer.at):
        return _junk(buffer, where)
    end = buffer.find(HEAD_END, limits.HEADER, 4)
    if end is None:
        broken = buffer.broken
        if broken is not None:
            buffer.resume()
            return unreadable(where, broken.reason)
        if buffer.fill(limits.HEADER) < limits.HEADER:
            buffer.take(limits.HEADER)
            return unreadable(where, "file ends inside the header of a WARC record")
        buffer.at += 5
        return _junk(buffer, where, f"WARC header longer than {limits.HEADER // 1024} KiB")
    head = _head(buffer.data[buffer.at : end.start()])
    buffer.at = end.end()
    length = head.length
    if length is not None and length > limits.RECORD:
        return _huge(buffer, where, head, length)
    if length is not None and _ends_well(buffer, length):
        got, note = length, None
    else:
        size = _recover(buffer)
        if size is None:
            return _cut_off(buffer, where, head)
        got = size
        note = f"Content-Length {head.said} is wrong: the record has {got} bytes"
    broken = buffer.broken
    if broken is not None and not broken.between and _is_last(buffer, got):
        buffer.resume()
        return unreadable(where, broken.reason, head.url)
    block = buffer.data[buffer.at : buffer.at + got] if wanted else b""
    buffer.at += got
    return _read(block, where, head, note) if wanted else None


def _head(data: bytes) -> _Head:
    if b"\n " in data or b"\n\t" in data:
        data = _FOLD.sub(b" ", data)
    found: dict[bytes, bytes] = {}
    for header in _HEADERS.finditer(data):
        found.setdefault(header.group(1).lower(), header.group(2).strip())
    said = found.get(b"content-length", b"")
    url = _text(found.get(b"warc-target-uri"))
    if url and url.startswith("<") and url.endswith(">"):
        url = url[1:-1]  # as the grammar of WARC 1.0 has it, and some versions of wget write it
    return _Head(
        kind=found.get(b"warc-type", b"").lower(),
        length=int(said) if said.isdigit() and len(said) < 16 else None,
        url=url,
        fetched=_text(found.get(b"warc-date")),
        content_type=_text(found.get(b"content-type")) or "",
        refers_to=_text(found.get(b"warc-refers-to-target-uri") or found.get(b"warc-refers-to")),
        truncated=_text(found.get(b"warc-truncated")),
        said=_text(said[:20]) or "(none)",
    )


def _text(value: bytes | None) -> str | None:
    if not value:
        return None
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _ends_well(buffer: Buffer, length: int) -> bool:
    """Whether ``length`` bytes on, a record begins or the file (or what is whole of it) ends."""
    want = length
    while True:
        want += 16
        got = buffer.fill(want)
        if got < length:
            return False
        end = _after_gap(buffer.data, buffer.at + length, buffer.at + got)
        rest = buffer.data[end : end + 5]
        if rest == b"WARC/":
            return True
        if got < want:
            return end == buffer.at + got
        if len(rest) == 5:
            return False


def _recover(buffer: Buffer) -> int | None:
    """How many bytes there are before the next record, or ``None`` if no end can be told."""
    found = buffer.find(_RECORD, limits.RECORD, 32)
    if found is not None:
        end = found.start()
    else:
        rest = buffer.fill(limits.RECORD)
        if rest == limits.RECORD or buffer.broken is not None:
            return None
        end = buffer.at + rest
    while end > buffer.at and buffer.data[end - 1] in b"\r\n":
        end -= 1
    return end - buffer.at


def _is_last(buffer: Buffer, size: int) -> bool:
    return _after_gap(buffer.data, buffer.at + size, len(buffer.data)) == len(buffer.data)


def _cut_off(buffer: Buffer, where: str, head: _Head) -> Record:
    """The record whose end is missing."""
    size = buffer.drop(limits.RECORD if head.length is None else head.length)
    broken = buffer.broken
    if broken is not None and buffer.at == len(buffer.data):
        reason = f"{broken.reason} (after {size} bytes of the record's {head.said})"
        buffer.resume()
    else:
        reason = f"Content-Length {head.said} is wrong and no record follows ({size} bytes)"
    return unreadable(where, reason, head.url)


def _huge(buffer: Buffer, where: str, head: _Head, length: int) -> Record:
    """A record over the limit: told by its head, its body passed over without being kept."""
    block = buffer.data[buffer.at : buffer.at + buffer.fill(min(length, limits.HEADER))]
    size = buffer.drop(length)
    broken = buffer.broken
    if size < length:
        if broken is not None:
            buffer.resume()
            return unreadable(where, broken.reason, head.url)
        return unreadable(
            where, f"file ends {length - size} bytes before the record of {length}", head.url
        )
    record = _read(block, where, head, None)
    if record.status is Status.SKIPPED:
        return record
    return unreadable(
        where, f"record of {length} bytes, more than {limits.RECORD // limits.MIB} MiB", head.url
    )


def _junk(buffer: Buffer, where: str, reason: str = "no WARC record begins here") -> Record:
    """Pass on to the next line that begins a record."""
    size = 0
    while True:
        found = buffer.find(_RECORD, limits.MIB, 32)
        if found is not None:
            size += found.start() - buffer.at
            buffer.at = found.start()
            break
        step = max(buffer.fill(limits.MIB) - 32, 0)
        if buffer.ended or buffer.broken is not None:
            step = len(buffer.data) - buffer.at
        size += step
        buffer.at += step
        if buffer.at == len(buffer.data):
            break
    return unreadable(where, f"{reason} ({size} bytes passed over)")


def _read(block: bytes, where: str, head: _Head, note: str | None) -> Record:
    url, fetched = head.url, head.fetched
    kind = head.kind
    if kind in _SKIPPED:
        return skipped(where, f"{kind.decode()} record", url, fetched)
    if kind == b"revisit":
        of = f" of {head.refers_to[:200]}" if head.refers_to else ""
        return skipped(where, f"revisit record{of}", url, fetched)
    if kind == b"response":
        declared, charset = media_type(head.content_type)
        if declared not in ("application/http", "") and not block.startswith(b"HTTP/"):
            reason = not_a_page(declared, url)
            record = (
                skipped(where, reason, url, fetched)
                if reason
                else page(block, declared, charset, where, url, fetched)
            )
        else:
            http, reason = response_head(block, url)
            record = (
                skipped(where, reason, url, fetched)
                if reason
                else response(block, http, where, url, fetched)
            )
    elif kind in (b"resource", b"conversion"):
        declared, charset = media_type(head.content_type)
        reason = not_a_page(declared, url)
        record = (
            skipped(where, f"{kind.decode()} record, {reason}", url, fetched)
            if reason
            else page(block, declared, charset, where, url, fetched)
        )
    else:
        return skipped(where, f"record of unknown type {_text(kind[:40]) or ''}".strip(), url)
    if head.truncated and record.status is Status.OK:
        note = f"{note}; " if note else ""
        note += f"truncated by the crawler ({head.truncated[:40]})"
    if note and record.status is Status.OK:
        return replace(record, error=f"{note}; {record.error}" if record.error else note)
    return record
