"""ARC 1 and 2, the format before WARC: one record for every ARC record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from detector.record import Record
from detector.sources.buffer import Buffer
from detector.sources.columns import unreadable
from detector.sources.framed import Block, Framing, framed_records
from detector.sources.http import media_type
from detector.sources.warc import text
from detector.sources.web import not_a_page, page, response, response_head, skipped

_LINE = rb"[a-zA-Z][a-zA-Z0-9+.\-]{1,20}:[^\r\n]{0,8192}? [^\s]{1,64} \d{8,20} [^\r\n]{1,2000}\r?\n"
ARC: Final = Framing(
    "ARC", re.compile(rb"(?<![^\n])" + _LINE), re.compile(rb"(?<=\n)" + _LINE), 10400
)
_LINE_END = re.compile(rb"\n")
_DATE = re.compile(rb" (\S{1,64}) (\d{8,20}) ")


def arc_records(buffer: Buffer, name: str, start: int = 0) -> Iterator[Record]:
    """The records of an ARC file, from record ``start`` on."""
    yield from framed_records(buffer, ARC, name, start, _header)


def _header(buffer: Buffer, where: str) -> Block | Record | None:
    end = buffer.find(_LINE_END, ARC.ahead, 0)
    if end is None:
        if buffer.broken is not None:
            reason = buffer.broken.reason
            buffer.resume()
            return unreadable(where, reason)
        if buffer.fill(ARC.ahead) < ARC.ahead:
            buffer.take(ARC.ahead)
            return unreadable(where, "file ends inside the header of an ARC record")
        return None
    line = buffer.data[buffer.at : end.start()].rstrip(b"\r")
    date = _DATE.search(line)
    if date is None:
        return None
    buffer.at = end.end()
    # Spaces stand in some URLs; what follows the date is the type, for ARC 2 four more fields,
    # and the length, which is last in both.
    kind, _, said = line[date.end() :].rpartition(b" ")
    declared = kind.split(b" ")[0] if b";" not in kind else kind
    url = text(line[: date.start()])
    return Block(
        length=int(said) if said.isdigit() and len(said) < 16 else None,
        said=text(said[:20]) or "(none)",
        url=url,
        fetched=text(date.group(2)),
        read=partial(_read, where, url, text(date.group(2)), text(declared) or ""),
    )


def _read(where: str, url: str | None, fetched: str | None, declared: str, block: bytes) -> Record:
    if url and url.startswith("filedesc:"):
        return skipped(where, "filedesc record", url, fetched)
    if block.startswith(b"HTTP/"):
        http, reason = response_head(block, url)
        if reason is None:
            return response(block, http, where, url, fetched)
    else:
        kind, charset = media_type(declared)
        reason = not_a_page("" if kind == "no-type" else kind, url)
        if reason is None:
            return page(block, kind, charset, where, url, fetched)
    return skipped(where, reason, url, fetched)
