"""WACZ: a zip of WARC files. Nothing is unpacked to disk; names serve only as labels."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import IO, Final, cast

from detector.record import Record
from detector.sources import limits
from detector.sources.buffer import Buffer
from detector.sources.columns import unreadable
from detector.sources.streams import unpack
from detector.sources.warc import warc_records

MEMBERS: Final = 10_000
DIRECTORY: Final = 16 * limits.MIB
"""Bytes the directory of a zip may have; each takes about twelve in memory."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Others unpack all they are given at once, whatever that comes to."""
_WARC = re.compile(r"\.warc(?:\.gz|\.zst|\.lz4)?$", re.IGNORECASE)


class _Archive:
    """A file for ``zipfile``, which reads the directory of an archive in one piece."""

    def __init__(self, raw: IO[bytes]) -> None:
        self.seek, self.tell, self.seekable, self.close = (
            raw.seek,
            raw.tell,
            raw.seekable,
            raw.close,
        )
        self._raw = raw

    def read(self, size: int = -1) -> bytes:
        if size > DIRECTORY:
            raise zipfile.BadZipFile(f"a directory of more than {DIRECTORY // limits.MIB} MiB")
        return self._raw.read(size)


class _Entry:
    """A zip member as a raw file: damage to it ends it, with the reason."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner
        self.damage: str | None = None

    def read(self, size: int, /) -> bytes:
        try:
            return self._inner.read(size)
        except _DAMAGE as error:
            self.damage = str(error)[:120] or type(error).__name__
            return b""


def wacz_records(raw: IO[bytes], name: str, start: int = 0) -> Iterator[Record]:
    """The records of all WARC files of a WACZ, in the order of the zip."""
    return islice(_all(raw, name), start, None)


def _all(raw: IO[bytes], name: str) -> Iterator[Record]:
    try:
        archive = zipfile.ZipFile(cast("IO[bytes]", _Archive(raw)))
    except _DAMAGE as error:
        yield unreadable(name, f"zip damaged: {str(error)[:120]}")
        return
    with archive:
        found = [entry for entry in archive.infolist() if _WARC.search(entry.filename)]
        if not found:
            yield unreadable(name, "zip without a WARC file")
        if len(found) > MEMBERS:
            yield unreadable(name, f"zip with more than {MEMBERS} WARC files: the rest not read")
        unpacked = sum(entry.file_size for entry in found)
        packed = raw.seek(0, 2)
        if unpacked > limits.BOMB_FLOOR and unpacked > limits.BOMB_RATIO * packed:
            yield unreadable(
                name, f"zip unpacks to more than {limits.BOMB_RATIO} times its size: not read"
            )
            return
        for entry in found[:MEMBERS]:
            yield from _member(archive, entry, f"{name}!{_label(entry.filename)}")


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, label: str) -> Iterator[Record]:
    if entry.compress_type not in _METHODS:
        yield unreadable(label, "zip member neither stored nor deflated: not read")
        return
    try:
        inner = archive.open(entry)
    except _DAMAGE as error:
        yield unreadable(label, f"zip member cannot be read: {str(error)[:120]}")
        return
    with inner:
        raw = _Entry(inner)
        yield from warc_records(Buffer(unpack(raw)), label)
        if raw.damage:
            yield unreadable(label, f"zip member damaged: {raw.damage}")


def _label(filename: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in filename)[:200]
