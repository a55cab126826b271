"""WARC 0.18, 1.0 and 1.1, with WET and WAT: one record for every WARC record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from detector.record import Record, Status
from detector.sources import limits
from detector.sources.buffer import Buffer
from detector.sources.columns import unreadable
from detector.sources.framed import Block, Framing, framed_records, junk
from detector.sources.http import media_type
from detector.sources.marks import Marks
from detector.sources.web import not_a_page, page, response, response_head, skipped

WARC: Final = Framing(
    "WARC",
    re.compile(rb"WARC/[01]\.\d"),
    re.compile(rb"(?<=\n)WARC/[01]\.\d{1,2}\r{0,3}\n"),
    32,
)
_HEAD_END = re.compile(rb"\n\r{0,3}\n|\n(?=WARC/[01]\.\d)")
_FOLD = re.compile(rb"\r?\n[ \t]+")
_NO_PAGES = frozenset({"warcinfo", "request", "metadata", "continuation"})


@dataclass(frozen=True, slots=True)
class _Head:
    kind: str
    url: str | None
    fetched: str | None
    content_type: str
    refers_to: str | None
    truncated: str | None


def warc_records(
    buffer: Buffer, name: str, start: int = 0, marks: Marks | None = None, first: int = 0
) -> Iterator[Record]:
    """The records of a WARC file, from record ``start`` on; the buffer begins at ``first``."""
    yield from framed_records(buffer, WARC, name, start, _header, marks, first)


def _header(buffer: Buffer, where: str) -> Block | Record | None:
    if buffer.fill(8) < 8 or not WARC.begins.match(buffer.data, buffer.at):
        return None
    end = buffer.find(_HEAD_END, limits.HEADER, 10)
    if end is None:
        broken = buffer.broken
        if broken is not None:
            buffer.resume()
            return unreadable(where, broken.reason)
        if buffer.fill(limits.HEADER) < limits.HEADER:
            buffer.take(limits.HEADER)
            return unreadable(where, "file ends inside the header of a WARC record")
        buffer.at += 5
        reason = f"WARC header longer than {limits.HEADER // 1024} KiB"
        return junk(buffer, WARC, where, reason)
    data = buffer.data[buffer.at : end.start()]
    buffer.at = end.end()
    if end.group() == b"\n":
        return unreadable(where, "WARC header without an end: the next record begins")
    return _block(data, where)


def _block(data: bytes, where: str) -> Block:
    if b"\n " in data or b"\n\t" in data:
        data = _FOLD.sub(b" ", data)
    found: dict[bytes, bytes] = {}
    for line in data.split(b"\n")[1:]:
        name, _, value = line.partition(b":")
        found.setdefault(name.rstrip().lower(), value.strip())
    said = found.get(b"content-length", b"")
    url = text(found.get(b"warc-target-uri"))
    if url and url.startswith("<") and url.endswith(">"):
        url = url[1:-1]  # as the grammar of WARC 1.0 has it, and some versions of wget write it
    head = _Head(
        kind=(text(found.get(b"warc-type")) or "").lower(),
        url=url,
        fetched=text(found.get(b"warc-date")),
        content_type=text(found.get(b"content-type")) or "",
        refers_to=text(found.get(b"warc-refers-to-target-uri") or found.get(b"warc-refers-to")),
        truncated=text(found.get(b"warc-truncated")),
    )
    return Block(
        length=int(said) if said.isdigit() and len(said) < 16 else None,
        said=text(said[:20]) or "(none)",
        url=url,
        fetched=head.fetched,
        read=partial(_read, head, where),
    )


def text(value: bytes | None) -> str | None:
    """A header value as text; nothing is ``None``."""
    if not value:
        return None
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _read(head: _Head, where: str, block: bytes) -> Record:
    reason, record = _judged(head, where, block)
    if record is None:
        return skipped(where, reason or "", head.url, head.fetched)
    if head.truncated and record.status is Status.OK:
        note = f"truncated by the crawler ({head.truncated[:40]})"
        return replace(record, error=f"{note}; {record.error}" if record.error else note)
    return record


def _judged(head: _Head, where: str, block: bytes) -> tuple[str | None, Record | None]:
    """Why the record holds no page, or the page it holds."""
    url, fetched, kind = head.url, head.fetched, head.kind
    if kind in _NO_PAGES:
        return f"{kind} record", None
    if kind == "revisit":
        return (
            f"revisit record of {head.refers_to[:200]}" if head.refers_to else "revisit record",
            None,
        )
    if kind not in ("response", "resource", "conversion"):
        return f"record of unknown type {kind[:40]}".strip(), None
    declared, charset = media_type(head.content_type)
    if kind == "response" and (declared in ("application/http", "") or block.startswith(b"HTTP/")):
        http, reason = response_head(block, url)
        return reason, None if reason else response(block, http, where, url, fetched)
    reason = not_a_page(declared, url)
    if reason:
        return reason if kind == "response" else f"{kind} record, {reason}", None
    return None, page(block, declared, charset, where, url, fetched)
