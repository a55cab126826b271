"""HTTP messages as crawlers keep them: what the head says, and the body as the page it was."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from detector.sources import limits
from detector.sources.streams import GZIP, ZSTD

HEAD_END = re.compile(rb"\n\r{0,3}\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})")
_HEADERS = frozenset({b"content-type", b"content-encoding", b"transfer-encoding", b"location"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:\-]+)", re.IGNORECASE)
_CHUNK = re.compile(rb"[ \t]{0,8}([0-9a-fA-F]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,1000})?\r?\n")
DAMAGED = "compressed body is damaged"
_CHUNKS = 300_000
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|script|a|h1)(?=[\s>/])",
    re.IGNORECASE,
)
_BINARY = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PNG image"),
    (b"GIF8", "GIF image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"RIFF", "RIFF media"),
    (b"PK\x03\x04", "zip archive"),
    (b"\xd0\xcf\x11\xe0", "Office document"),
    (b"{\\rtf", "RTF document"),
    (b"%!PS", "PostScript"),
    (b"OggS", "Ogg media"),
    (b"ID3", "MP3 audio"),
    (b"FWS", "Flash"),
    (b"CWS", "Flash"),
    (b"wOF", "font"),
    (b"\x00\x00\x01\x00", "icon"),
    (b"7z\xbc\xaf", "7z archive"),
    (b"Rar!", "RAR archive"),
    (b"\x7fELF", "program"),
    (b"\x00asm", "program"),
    (b"SQLite format 3", "database"),
    # What is still packed after every layer that is undone.
    (GZIP, "gzip data"),
    (ZSTD, "zstd data"),
    (b"BZh91AY&SY", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x04\x22\x4d\x18", "lz4 data"),
)


class OverLimitError(Exception):
    """A body unpacks to more than a record may have."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a response says; ``size`` is its length with the blank line."""

    status: int | None
    content_type: str
    charset: str | None
    encodings: tuple[str, ...]
    chunked: bool
    location: str | None
    size: int


def read_head(block: bytes) -> Head:
    """The head ``block`` begins with; a block without a status line has a head of size 0."""
    status = _STATUS.match(block)
    if status is None:
        return Head(None, "", None, (), chunked=False, location=None, size=0)
    end = HEAD_END.search(block, 0, limits.HEADER)
    size = end.end() if end else len(block)
    found: dict[bytes, str] = {}
    for line in block[:size].split(b"\n")[1:]:
        name, _, value = line.partition(b":")
        name = name.rstrip().lower()
        if name in _HEADERS and (value := value.strip()):
            found[name] = value.decode("latin-1")  # the last one counts, as in browsers
    content_type, charset = media_type(found.get(b"content-type", ""))
    encodings = found.get(b"content-encoding", "").lower().split(",")
    return Head(
        status=int(status.group(1)),
        content_type=content_type,
        charset=charset,
        encodings=tuple(name.strip() for name in encodings if name.strip()),
        chunked="chunked" in found.get(b"transfer-encoding", "").lower(),
        location=found.get(b"location"),
        size=size,
    )


def media_type(value: str) -> tuple[str, str | None]:
    """The type in lower case without parameters, and the charset it names."""
    charset = _CHARSET.search(value[:1000])
    return value.split(";", 1)[0].strip().lower(), charset.group(1) if charset else None


def body_of(data: bytes, head: Head) -> tuple[bytes, str | None]:
    """The body with transfer and content encodings undone, and what was wrong with them.

    Headers are tried, not believed: an encoding that the body does not have is passed over,
    one that no header names but that the body shows is undone. Raises ``OverLimitError``.
    """
    notes = []
    if head.chunked or _CHUNK.match(data, 0, 1100):
        joined, complete = _dechunk(data)
        if joined is not None and (complete or head.chunked):
            if not complete:
                notes.append("chunked body ends early")
            data = joined
    # A server may have packed twice; more layers than this are an attack.
    for _ in range(3):
        unpacker = _packing(data, head.encodings)
        if unpacker is None:
            break
        unpacked, complete = unpacker(data)
        if unpacked is None:
            if data.startswith((GZIP, ZSTD)):
                notes.append(DAMAGED)
            break
        if not complete:
            notes.append("compressed body ends early")
        data = unpacked
        if not data.startswith((GZIP, ZSTD)):
            break
    return data, "; ".join(notes) or None


def looks_like_html(data: bytes) -> bool:
    """Whether the beginning of ``data`` holds a tag of an HTML page."""
    return _MARKUP.search(data, 0, 4096) is not None


def binary_kind(data: bytes) -> str | None:
    """What kind of file that is no page ``data`` begins like, if it does."""
    for magic, kind in _BINARY:
        if data.startswith(magic):
            return kind
    return None


Unpacker = Callable[[bytes], tuple[bytes | None, bool]]


def _packing(data: bytes, encodings: tuple[str, ...]) -> Unpacker | None:
    if data.startswith(GZIP):
        return _gunzip
    if data.startswith(ZSTD):
        return _unzstd
    if not encodings or _MARKUP.search(data, 0, 512):
        return None
    last = encodings[-1]
    if last == "deflate":
        return _inflate
    if last == "br":
        return _unbrotli
    return None


def _dechunk(data: bytes) -> tuple[bytes | None, bool]:
    """The joined chunks (``None`` if there is not even one), and whether they are all there."""
    parts: list[bytes] = []
    at = 0
    for _ in range(_CHUNKS):
        size_line = _CHUNK.match(data, at, at + 1100)
        if size_line is None:
            break
        size = int(size_line.group(1), 16)
        at = size_line.end()
        if size == 0:
            return b"".join(parts), True
        parts.append(data[at : at + size])
        at += size
        if at >= len(data):
            break
        if data.startswith(b"\r\n", at):
            at += 2
        elif data.startswith(b"\n", at):
            at += 1
        else:
            break
    if not parts:
        return None, False
    return b"".join(parts), False


def _zlib(data: bytes, wbits: int) -> tuple[bytes | None, bool]:
    inflate = zlib.decompressobj(wbits)
    try:
        out = inflate.decompress(data, limits.RECORD + 1)
    except zlib.error:
        out = _zlib_salvage(data, wbits)
        return (out, False) if looks_like_html(out) else (None, False)
    if len(out) > limits.RECORD:
        raise OverLimitError
    return out, inflate.eof


def _gunzip(data: bytes) -> tuple[bytes | None, bool]:
    """All members of ``data``; what is no member behind the first is passed over."""
    parts: list[bytes] = []
    total = at = 0
    while True:
        out, complete, used = _gzip_member(data, at)
        if out is None:
            return (b"".join(parts), True) if parts else (None, False)
        parts.append(out)
        total += len(out)
        if total > limits.RECORD:
            raise OverLimitError
        at += used
        if not complete or not data.startswith(GZIP, at):
            return b"".join(parts), complete


def _gzip_member(data: bytes, at: int) -> tuple[bytes | None, bool, int]:
    """The member at ``at``, whether it is whole, and how many bytes it takes."""
    inflate = zlib.decompressobj(31)
    view = memoryview(data)
    parts: list[bytes] = []
    total = used = 0
    give = 4096  # what is given beyond the end of a member is copied: little is given first
    try:
        while not inflate.eof and at + used < len(data) and total <= limits.RECORD:
            piece = view[at + used : at + used + give]
            part = inflate.decompress(piece, limits.RECORD + 1 - total)
            rest = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            used += len(piece) - len(rest)
            parts.append(part)
            total += len(part)
            give = limits.CHUNK
    except zlib.error:
        out = _zlib_salvage(data[at:], 31)
        return (out, False, used) if looks_like_html(out) else (None, False, used)
    return b"".join(parts), inflate.eof, used


def _zlib_salvage(data: bytes, wbits: int) -> bytes:
    inflate = zlib.decompressobj(wbits)
    parts = []
    total = 0
    try:
        for at in range(0, len(data), 256):
            part = inflate.decompress(data[at : at + 256])
            parts.append(part)
            total += len(part)
            if total > limits.RECORD:
                raise OverLimitError
    except zlib.error:
        pass
    return b"".join(parts)


def _inflate(data: bytes) -> tuple[bytes | None, bool]:
    # "deflate" means zlib by the standard and raw deflate by what some servers send.
    out = _zlib(data, 15)
    return out if out[0] else _zlib(data, -15)


def _unzstd(data: bytes) -> tuple[bytes | None, bool]:
    import zstandard

    inner = zstandard.ZstdDecompressor(max_window_size=limits.WINDOW).decompressobj()
    parts: list[bytes] = []
    total = 0
    try:
        for at in range(0, len(data), 2048):
            part = inner.decompress(data[at : at + 2048])
            parts.append(part)
            total += len(part)
            if total > limits.RECORD:
                raise OverLimitError
            if inner.eof:
                break
    except zstandard.ZstdError:
        return (b"".join(parts) or None), False
    return b"".join(parts), inner.eof


def _unbrotli(data: bytes) -> tuple[bytes | None, bool]:
    import brotli  # type: ignore[import-untyped]

    inner = brotli.Decompressor()
    parts = []
    total = 0
    try:
        part = inner.process(data, output_buffer_limit=1 << 20)
        while part or not inner.can_accept_more_data():
            parts.append(part)
            total += len(part)
            if total > limits.RECORD:
                raise OverLimitError
            if inner.is_finished():
                break
            part = inner.process(b"", output_buffer_limit=1 << 20)
    except brotli.error:
        return (b"".join(parts) or None), False
    return (b"".join(parts) or None), inner.is_finished()
