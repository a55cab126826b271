"""Files that are one page each: HTML or plain text."""

from __future__ import annotations

from pathlib import PurePosixPath

from detector.record import Record
from detector.sources import limits
from detector.sources.buffer import Buffer
from detector.sources.columns import unreadable
from detector.sources.web import page


def page_record(buffer: Buffer, path: str) -> Record:
    """The one record of a page file; its position is the file itself."""
    body = buffer.take(limits.RECORD)
    if buffer.fill(1):
        return unreadable(path, f"file larger than {limits.RECORD // limits.MIB} MiB")
    if buffer.broken is not None:
        return unreadable(path, f"{buffer.broken.reason} (byte {buffer.broken.offset})")
    suffixes = PurePosixPath(path.lower()).suffixes
    kind = "text/plain" if ".txt" in suffixes[-2:] else ""
    if any(suffix in (".html", ".htm", ".xhtml", ".shtml") for suffix in suffixes[-2:]):
        kind = "text/html"
    return page(body, kind, None, path, None, None)
