"""What a person names as input, as files; and each file as records."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO, Any, Final

from detector.errors import UsageError
from detector.record import Record
from detector.sources.arc import arc_records
from detector.sources.buffer import Buffer
from detector.sources.columns import Columns, unreadable
from detector.sources.formats import PAGE_SUFFIXES, SNIFF, Format, by_content
from detector.sources.jsonl import json_lines
from detector.sources.pages import page_record
from detector.sources.streams import unpack
from detector.sources.warc import warc_records

GROUP: Final = 1000
"""Most page files (HTML, text) that are read as one input."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """One unit of input: a crawl file, or up to ``GROUP`` page files that follow each other.

    ``path`` is a path or URL as the user gave it (what is found in a folder is joined to it),
    ``name`` what a person is shown, ``members`` the page files of a group.
    """

    path: str
    name: str
    format: Format
    members: tuple[str, ...] = ()


def resolve(inputs: Sequence[str]) -> list[InputFile]:
    """The files that ``inputs`` (files, folders, globs, URLs, ``-``) name, in their order.

    Folders are walked in sorted order; names that begin with ``.`` or ``_`` and checksum files
    are passed over. Raises ``UsageError`` for an input that names nothing.
    """
    found: list[tuple[str, Format]] = []
    for given in inputs:
        before = len(found)
        found.extend(_named(given))
        if len(found) == before:
            raise UsageError(f"no input found: {given}")
    return list(_grouped(found))


def records(file: InputFile, columns: Mapping[str, str], start: int = 0) -> Iterator[Record]:
    """The records of ``file`` in order, from record ``start`` (counted from 0) on.

    ``columns`` names the column of a field where the usual spellings do not (field -> name).
    What is broken comes as an ``UNREADABLE`` record; only a field that does not exist raises
    (``UsageError``). Records before ``start`` are passed over without being parsed.
    """
    chosen = Columns(columns)
    if file.members:
        for member in file.members[start:]:
            yield from _guarded(member, Format.PAGES, chosen, 0)
    else:
        yield from _guarded(file.path, file.format, chosen, start)


def _guarded(path: str, kind: Format, columns: Columns, start: int) -> Iterator[Record]:
    """Records of one file; one that cannot be opened or read on becomes a record too."""
    try:
        with ExitStack() as stack:
            raw = _open(path, stack)
            yield from _read(raw, path, kind, columns, start)
    except OSError as error:
        yield unreadable(path, f"cannot be read: {error.strerror or error}")


def _read(
    raw: IO[bytes], path: str, kind: Format, columns: Columns, start: int
) -> Iterator[Record]:
    buffer = Buffer(unpack(raw))
    if kind is Format.SNIFF:
        size = buffer.fill(SNIFF)
        kind = by_content(buffer.data[buffer.at : buffer.at + size], path)
    if kind is Format.WARC:
        yield from warc_records(buffer, path, start)
    elif kind is Format.ARC:
        yield from arc_records(buffer, path, start)
    elif kind is Format.JSONL:
        yield from json_lines(buffer, path, columns, start)
    elif kind is Format.PAGES:
        if start == 0:
            yield page_record(buffer, path)
    elif start == 0:
        yield unreadable(path, f"format not recognised: {kind}")


def _open(path: str, stack: ExitStack) -> IO[bytes]:
    if path == "-":
        return sys.stdin.buffer
    if _is_url(path):
        return stack.enter_context(_filesystem(path).open(path, "rb"))
    return stack.enter_context(Path(path).open("rb"))


def _is_url(path: str) -> bool:
    scheme, separator, _ = path.partition("://")
    return bool(separator) and scheme.replace("+", "").replace("-", "").isalnum()


def _filesystem(path: str) -> Any:
    try:
        import fsspec
    except ImportError:
        raise UsageError(f"{path}: URLs need fsspec: pip install 'darnel[remote]'") from None
    return fsspec.core.url_to_fs(path)[0]


def _named(given: str) -> Iterator[tuple[str, Format]]:
    if given == "-":
        yield given, Format.SNIFF
        return
    path = Path(given)
    if path.is_dir():
        yield from _walked(given)
    elif path.exists():
        yield given, _format(given)
    else:
        for match in sorted(glob.glob(given, recursive=True)):  # noqa: PTH207
            yield from _walked(match) if Path(match).is_dir() else [(match, _format(match))]


def _walked(folder: str) -> Iterator[tuple[str, Format]]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            if not name.startswith((".", "_")) and not name.endswith((".crc", ".md5", ".sha256")):
                path = os.path.join(here, name)  # noqa: PTH118
                yield path, _format(path)


def _format(path: str) -> Format:
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122
    if suffix in PAGE_SUFFIXES and suffix != ".txt":
        return Format.PAGES
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
            return Format.SNIFF
        with Path(path).open("rb") as raw:
            buffer = Buffer(unpack(raw))
            size = buffer.fill(SNIFF)
            return by_content(buffer.data[:size], path)
    except OSError:
        return Format.SNIFF  # told as a record when it is read


def _grouped(found: list[tuple[str, Format]]) -> Iterator[InputFile]:
    for kind, run in groupby(found, key=lambda item: item[1]):
        paths = [path for path, _ in run]
        if kind is not Format.PAGES:
            yield from (InputFile(path, path, kind) for path in paths)
            continue
        for at in range(0, len(paths), GROUP):
            members = tuple(paths[at : at + GROUP])
            name = members[0] if len(members) == 1 else f"{members[0]} and {len(members) - 1} more"
            yield InputFile(members[0], name, kind, members)
