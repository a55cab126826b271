"""What a person names as input, as files; and each file as records."""

from __future__ import annotations

import glob
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby, islice
from pathlib import Path
from typing import IO, Final

from detector.errors import UsageError
from detector.record import Record
from detector.sources import limits
from detector.sources.arc import arc_records
from detector.sources.buffer import Buffer
from detector.sources.columns import Columns, unreadable
from detector.sources.csv_rows import csv_rows
from detector.sources.encodings import as_utf8, utf16_codec
from detector.sources.formats import PAGE_SUFFIXES, SNIFF, Format, by_content, by_name
from detector.sources.http import binary_kind
from detector.sources.json_values import json_values
from detector.sources.jsonl import json_lines
from detector.sources.marks import BEGINNING, Mark, Marks
from detector.sources.pages import page_record
from detector.sources.parquet import parquet_rows
from detector.sources.remote import is_url, open_url, passed_over, urls
from detector.sources.streams import BZIP2, GZIP, LZ4, XZ, ZSTD, is_skippable, unpack, unpacked
from detector.sources.wacz import wacz_records
from detector.sources.warc import warc_records
from detector.sources.web import skipped

GROUP: Final = 1000
"""Most page files (HTML, text) that are read as one input."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """One unit of input: a crawl file, or up to ``GROUP`` page files that follow each other.

    ``path`` is a path or URL as the user gave it (what is found in a folder is joined to it),
    ``name`` what a person is shown, ``members`` the page files of a group, ``spool`` the copy
    that is read in place of a stream.
    """

    path: str
    name: str
    format: Format
    members: tuple[str, ...] = ()
    spool: str = ""


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


def records(
    file: InputFile, columns: Mapping[str, str], start: int = 0, marks: Marks | None = None
) -> Iterator[Record]:
    """The records of ``file`` in order, from record ``start`` (counted from 0) on.

    ``columns`` names the column of a field where the usual spellings do not (field -> name).
    What is broken comes as an ``UNREADABLE`` record; only a field that does not exist raises
    (``UsageError``). Records before ``start`` are passed over without being parsed. ``marks``
    are told where records begin in a WARC or JSON lines file whose bytes or gzip members can be
    gone to, and spare a later reading what lies before.
    """
    chosen = Columns(columns)
    if file.members:
        for member in file.members[start:]:
            if is_stream(member):
                yield unreadable(told(member), "cannot be read: a pipe or device among files")
            else:
                yield from _guarded(told(member), member, Format.PAGES, chosen, 0)
    else:
        opened = file.spool or file.path
        yield from _guarded(told(file.path), opened, file.format, chosen, start, marks)


def told(path: str) -> str:
    """``path`` as rows may say it: bytes of a name that are not UTF-8 as escapes."""
    return path.encode("utf-8", "backslashreplace").decode()


def is_stream(path: str) -> bool:
    """Whether ``path`` can be read only once, and perhaps never ends: a pipe, a device."""
    if path == "-":
        return True
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def _guarded(
    path: str,
    opened: str,
    kind: Format,
    columns: Columns,
    start: int,
    marks: Marks | None = None,
) -> Iterator[Record]:
    """Records of one file; one that cannot be opened or read on becomes a record too."""
    given = 0
    try:
        with ExitStack() as stack:
            raw = _open(opened, stack)
            if marks is not None and not _can_go_to(raw, kind):
                marks = None
            mark = marks.before(start) if marks is not None else BEGINNING
            read = partial(_read_on, mark=mark) if mark.number else _read
            for record in read(raw, path, kind, columns, start, marks):
                given += 1
                yield _bounded(record)
    except OSError as error:
        # Which record the failure is counts when a reading begins behind it.
        if start == 0 or given or sum(1 for _ in _guarded(path, opened, kind, columns, 0)) > start:
            yield unreadable(path, f"cannot be read: {error.strerror or error}")


_FIELDS: Final = (
    ("url", "URL", limits.URL),
    *(
        (name, name, limits.FIELD)
        for name in ("id", "title", "byline", "site", "published", "fetched", "lang", "charset")
    ),
)


def _bounded(record: Record) -> Record:
    """``record`` without values no page has, however long its file makes them."""
    left_out: dict[str, str | None] = {}
    notes = [record.error] if record.error else []
    for name, shown, most in _FIELDS:
        value: str | None = getattr(record, name)
        if value is not None and len(value) > most:
            left_out[name] = None
            notes.append(f"{shown} of {len(value):,} characters, more than {most:,}: left out")
    if not left_out:
        return record
    if "id" in left_out:
        left_out["id"] = record.source if "url" in left_out else record.url or record.source
    return replace(record, **left_out, error="; ".join(notes))  # type: ignore[arg-type]


def _read(
    raw: IO[bytes],
    path: str,
    kind: Format,
    columns: Columns,
    start: int,
    marks: Marks | None,
) -> Iterator[Record]:
    if kind in _SEEKING:
        yield from _seeked(kind, raw, path, columns, start)
        return
    events = unpack(raw)
    buffer = Buffer(as_utf8(events)) if kind in _LINES else Buffer(events, _size(raw))
    size = buffer.fill(SNIFF if kind is Format.SNIFF else 64)
    head = buffer.data[:size]
    if kind is Format.SNIFF:
        kind = by_content(head, path)
        if kind in _SEEKING:
            # A stream cannot be seeked: it is kept in a file that goes with the reading.
            with tempfile.TemporaryFile() as kept:
                while buffer.at < len(buffer.data) or buffer.more():
                    kept.write(buffer.take(limits.MIB))
                kept.seek(0)
                yield from _seeked(kind, kept, path, columns, start)
            return
        if kind in _LINES and utf16_codec(head):
            buffer = Buffer(as_utf8(chain([head], buffer.events)))
    if kind is Format.PAGES:
        yield from islice([page_record(buffer, path)], start, None)
    elif kind is Format.UNKNOWN:
        reason = f"not a page or crawl file: {binary_kind(head) or 'of no known format'}"
        yield from islice([skipped(path, reason)], start, None)
    elif kind in (Format.WARC, Format.ARC) and not size and buffer.broken is None:
        yield from islice([unreadable(path, "empty file")], start, None)
    elif kind in _MARKED:
        yield from _marked(kind, buffer, path, columns, start, marks, BEGINNING)
    elif kind is Format.ARC:
        yield from arc_records(buffer, path, start)
    else:
        yield from _LINES[kind](buffer, path, columns, start)


def _read_on(
    raw: IO[bytes],
    path: str,
    kind: Format,
    columns: Columns,
    start: int,
    marks: Marks | None,
    mark: Mark,
) -> Iterator[Record]:
    """As :func:`_read` from ``mark`` on, without reading what lies before."""
    raw.seek(mark.offset)
    if mark.packed:
        buffer = Buffer(unpack(raw, mark.offset), _size(raw))
    else:
        buffer = Buffer(unpacked(raw), _size(raw), mark.offset)
    yield from _marked(kind, buffer, path, columns, start, marks, mark)


def _marked(
    kind: Format,
    buffer: Buffer,
    path: str,
    columns: Columns,
    start: int,
    marks: Marks | None,
    mark: Mark,
) -> Iterator[Record]:
    if kind is Format.WARC:
        yield from warc_records(buffer, path, start, marks, mark.number)
    else:
        yield from json_lines(buffer, path, columns, start, marks, mark)


_MARKED: Final = frozenset({Format.WARC, Format.JSONL})


def _can_go_to(raw: IO[bytes], kind: Format) -> bool:
    """Whether reading can begin inside the file: lines of plain UTF-8, records plain or gzipped.

    Zstandard is left out: its frames may need the dictionary at the head of the file.
    """
    if kind not in _MARKED or _size(raw) is None:
        return False
    head = raw.read(8)
    raw.seek(0)
    if head.startswith(GZIP[:2]):
        return kind is Format.WARC
    plain = not head.startswith(_PACKED) and not is_skippable(head)
    return plain and (kind is Format.WARC or not utf16_codec(head))


def _seeked(
    kind: Format, raw: IO[bytes], path: str, columns: Columns, start: int
) -> Iterator[Record]:
    head = raw.read(8)
    raw.seek(0)
    if head.startswith(_PACKED):
        name = "Parquet" if kind is Format.PARQUET else "WACZ"
        reason = f"{name} inside another compression: unpack it first"
        yield from islice([unreadable(path, reason)], start, None)
    elif kind is Format.PARQUET:
        yield from parquet_rows(raw, path, columns, start)
    else:
        yield from wacz_records(raw, path, start)


_PACKED: Final = (GZIP[:2], ZSTD, LZ4, BZIP2, XZ)
_SEEKING: Final = frozenset({Format.PARQUET, Format.WACZ})
_LINES: Final[dict[Format, Callable[[Buffer, str, Columns, int], Iterator[Record]]]] = {
    Format.JSONL: json_lines,
    Format.JSON: json_values,
    Format.CSV: csv_rows,
}


def _size(raw: IO[bytes]) -> int | None:
    try:
        facts = os.fstat(raw.fileno())
    except (OSError, ValueError, AttributeError):
        return None
    return facts.st_size if stat.S_ISREG(facts.st_mode) else None


def _open(path: str, stack: ExitStack) -> IO[bytes]:
    if path == "-":
        return sys.stdin.buffer
    if is_url(path):
        return stack.enter_context(open_url(path))
    return stack.enter_context(Path(path).open("rb"))


def _named(given: str) -> Iterator[tuple[str, Format]]:
    if given == "-":
        yield given, Format.SNIFF
    elif is_url(given):
        for url, walked in urls(given):
            yield url, _format(url, walked=walked)
    elif os.path.isdir(given):  # noqa: PTH112
        yield from _walked(given)
    elif os.path.lexists(given):
        yield given, _format(given, walked=False)
    else:
        for match in sorted(glob.glob(given, recursive=True)):  # noqa: PTH207
            if not os.path.isdir(match):  # noqa: PTH112
                yield match, _format(match, walked=False, named=False)
            elif "**" not in given:  # which gives the files of the folder too
                yield from _walked(match)


def _walked(folder: str) -> Iterator[tuple[str, Format]]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not passed_over(name))
        for name in sorted(names):
            if not passed_over(name):
                path = os.path.join(here, name)  # noqa: PTH118
                yield path, _format(path, walked=True, named=False)


def _format(path: str, *, walked: bool, named: bool = True) -> Format:
    if not named and is_stream(path):
        return Format.PAGES  # nobody asked for a pipe or device: told when it is its turn
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122
    if suffix in PAGE_SUFFIXES and suffix != ".txt":
        return Format.PAGES
    try:
        if not is_url(path) and not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
            return Format.SNIFF  # a pipe can be read only once
        with ExitStack() as stack:
            buffer = Buffer(unpack(_open(path, stack)))
            size = buffer.fill(SNIFF)
            return by_content(buffer.data[:size], path, walked=walked)
    except OSError:
        return by_name(path) or Format.SNIFF  # what is wrong is told when it is read


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
