"""CSV and TSV with a header: one record a row, rows over several lines, fields of any size.

Quotes double inside a quoted field (RFC 4180). The standard library's reader is not used: its
field limit is one for the whole process, and a quote that never closes takes the rest of the
file with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from detector.record import Record
from detector.sources import limits
from detector.sources.buffer import Buffer
from detector.sources.columns import SHOWN, SPELLINGS, Columns, decoded, normal, unreadable

_SEPARATORS = (",", "\t", ";", "|")
_COLUMNS: Final = 10_000


class _Header(NamedTuple):
    """How many columns there are, and where those stand that are read."""

    size: int
    places: dict[str, int]


def csv_rows(buffer: Buffer, name: str, columns: Columns, start: int = 0) -> Iterator[Record]:
    """The records of a table, from row ``start`` (without the header) on.

    The position is the line a row begins in. A row with more cells than the header is
    unreadable: its values cannot be told apart.
    """
    header: _Header | None = None
    separator = "\x1f"  # none that a header has: its first line is taken whole
    line = 1
    seen = 0
    while True:
        row, problem, lines = _next(buffer, _patterns(separator)[0])
        where = f"{name}:{line}"
        line += lines
        if problem is None and row is None:
            return
        if problem is None and not (row or b"").strip():
            continue
        if header is None and row is not None and problem is None:
            text = decoded(row, []).lstrip("\ufeff")
            separator = _separator(text)
            cells = _cells(text, separator, _COLUMNS + 1)
            if len(cells) > _COLUMNS:
                if start == 0:
                    yield unreadable(where, f"table of more than {_COLUMNS:,} columns: not read")
                return
            header = _Header(len(cells), _read(cells, columns))
            continue
        seen += 1
        if seen <= start:
            continue
        if problem is not None:
            yield unreadable(where, problem)
        elif row is not None and header is not None:
            yield _record(row, where, header, separator, columns)


def _read(names: list[str], columns: Columns) -> dict[str, int]:
    """Where the columns stand that stand for a field, or are shown when none does."""
    wanted = {place[0] for _, found in columns.paths(names) for place in found}
    every = {name: at for at, name in enumerate(names)}  # the last of a name counts
    return {
        name: at
        for number, (name, at) in enumerate(every.items())
        if name in wanted or number <= SHOWN
    }


def _record(row: bytes, where: str, header: _Header, separator: str, columns: Columns) -> Record:
    notes: list[str] = []
    text = decoded(row, notes)
    cells = _cells(text, separator, header.size + 1)
    count = len(cells)
    if count > header.size:
        count = sum(1 for _ in _patterns(separator)[1].finditer(text))
        return unreadable(where, f"row has {count} cells, the header {header.size}")
    if count < header.size:
        notes.append(f"row has {count} cells, the header {header.size}")
    values = {name: cells[at] if at < count else None for name, at in header.places.items()}
    return columns.record(values, where, repaired=notes)


@lru_cache(maxsize=8)
def _patterns(separator: str) -> tuple[re.Pattern[bytes], re.Pattern[str]]:
    """A whole row of bytes, and one cell of decoded text."""
    s = re.escape(separator)
    field = rf'(?:"[^"]*+(?:""[^"]*+)*+"[^{s}\n]*+|(?!")[^{s}\n]*+)'
    row = rf"{field}(?:{s}{field})*+"
    cell = rf'(?:^|{s})(?:"([^"]*+(?:""[^"]*+)*+)"([^{s}]*+)|([^{s}]*+))'
    return re.compile(row.encode()), re.compile(cell)


def _next(buffer: Buffer, pattern: re.Pattern[bytes]) -> tuple[bytes | None, str | None, int]:
    """The next row, or what is wrong with it, and how many lines it takes."""
    want = limits.CHUNK
    while True:
        got = buffer.fill(want)
        found = pattern.match(buffer.data, buffer.at, buffer.at + got)
        size = found.end() - buffer.at if found else 0
        following = buffer.data[buffer.at + size : buffer.at + size + 1] if size < got else b""
        if following == b"\n":
            row = buffer.take(size)
            buffer.at += 1
            return row.removesuffix(b"\r"), None, row.count(b"\n") + 1
        if got == want and want < limits.RECORD:
            want = min(want * 4, limits.RECORD)
            continue
        if following:  # a quote that does not close: only the line it stands in is given up
            return None, "a quote in this row does not close", _pass_line(buffer)
        if got == limits.RECORD:
            reason = f"row longer than {limits.RECORD // limits.MIB} MiB"
            return None, reason, _pass_line(buffer)
        row = buffer.take(got)
        broken = buffer.broken
        if broken is not None:
            buffer.resume()
            return None, f"{broken.reason} (byte {broken.offset})", row.count(b"\n")
        return (row.removesuffix(b"\r") if got else None), None, row.count(b"\n") + 1


def _pass_line(buffer: Buffer) -> int:
    while True:
        end = buffer.data.find(b"\n", buffer.at)
        if end >= 0:
            buffer.at = end + 1
            return 1
        buffer.at = len(buffer.data)
        if not buffer.more():
            return 1


def _separator(line: str) -> str:
    """What parts the cells of a header: what gives most names that are known, then most cells."""
    known = {name for names in SPELLINGS.values() for name in names}

    def rank(separator: str) -> tuple[int, int]:
        cells = _cells(line, separator, _COLUMNS)
        return sum(normal(cell) in known for cell in cells), len(cells)

    return max(_SEPARATORS, key=rank)


def _cells(line: str, separator: str, most: int) -> list[str]:
    cells = []
    for found in islice(_patterns(separator)[1].finditer(line), most):
        quoted, behind, plain = found.groups()
        cells.append(plain if quoted is None else quoted.replace('""', '"') + behind)
    return cells
