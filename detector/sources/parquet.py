"""Parquet, a row group at a time; only the columns that hold a field are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any, Final
from urllib.parse import unquote

from detector.record import Record
from detector.sources import limits
from detector.sources.columns import CHARSET, Columns, normal, unreadable
from detector.sources.parquet_footer import Chunk, chunks_of
from detector.sources.parquet_pages import demand_of
from detector.sources.remote import is_url

_BATCH: Final = 8 * limits.MIB
_PAGES: Final = 256 * limits.MIB
"""Most bytes the pages in memory at a time may have (DuckDB writes pages of 100 MB)."""
_ROWS_TOLD: Final = 100_000
_ROWS_FREE: Final = 1_000_000
"""Rows a file may always have; above that each takes a byte at least, or it is no crawl."""


def parquet_rows(raw: IO[bytes], name: str, columns: Columns, start: int = 0) -> Iterator[Record]:
    """The records of a Parquet file, from row ``start`` on; whole row groups are seeked over.

    The position is the row, counted from 0. Parts of the path of the form ``key=value`` are
    columns, as in partitioned folders. A damaged row group gives one unreadable record a row.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    # A hostile file reaches conversions no sound file does; the library raises many kinds there.
    damage = (
        pa.ArrowException,
        ArithmeticError,
        LookupError,
        MemoryError,
        OSError,
        RuntimeError,
        TypeError,
        ValueError,
    )
    try:
        file = pq.ParquetFile(raw, pre_buffer=False, buffer_size=limits.MIB)
        table = _Table.of(file, raw, name, columns)
        counts = [file.metadata.row_group(n).num_rows for n in range(file.metadata.num_row_groups)]
        if sum(counts) > max(_ROWS_FREE, raw.seek(0, 2)):
            raise ValueError(f"{sum(counts)} rows, more than it has bytes")
    except damage as error:
        if start == 0:
            yield unreadable(name, f"Parquet damaged: {_short(error)}")
        return
    first = 0
    for group, rows in enumerate(counts):
        given = max(start - first, 0)
        if given < rows:
            problem = table.problem
            try:
                for record in () if problem else table.group(group, first, given):
                    yield record
                    given += 1
                problem = problem or f"row group {group} has fewer rows than it says"
            except damage as error:
                problem = f"row group {group} damaged: {_short(error)}"
            yield from _missing(name, first + given, first + rows, problem)
        first += rows


def _missing(name: str, row: int, end: int, problem: str) -> Iterator[Record]:
    if end - row > _ROWS_TOLD:  # a count that may itself be the damage
        yield unreadable(f"{name}:{row}", f"{problem}; {end - row} rows from here not read")
        return
    for missing in range(row, end):
        yield unreadable(f"{name}:{missing}", problem)


@dataclass(frozen=True, slots=True)
class _Table:
    """An open Parquet file and what is read of it.

    ``folders`` are the columns its path stands for; ``problem`` says that no column holds a page.
    """

    file: Any
    raw: IO[bytes]
    name: str
    columns: Columns
    wanted: list[str]
    folders: dict[str, str]
    problem: str
    chunks: list[list[Chunk]]

    @classmethod
    def of(cls, file: Any, raw: IO[bytes], path: str, columns: Columns) -> _Table:
        names: list[str] = file.schema_arrow.names
        folders = {}
        for part in path.replace("\\", "/").split("/")[:-1]:
            key, separator, value = part.partition("=")
            if separator and key and key not in names:
                folders[key] = unquote(value)
        plan = columns.paths([*names, *folders])
        places = {place[0] for _, found in plan for place in found}
        wanted = [name for name in names if name in places or normal(name) in CHARSET]
        has_page = any(field in ("html", "text") for field, _ in plan)
        problem = "" if has_page else columns.missing(names)
        chunks = [] if problem else chunks_of(raw)
        size = raw.seek(0, 2)
        if sum(min(chunk.packed, size) for group in chunks for chunk in group) > 2 * size:
            problem = "column chunks lie over each other"
        return cls(file, raw, path, columns, wanted, folders, problem, chunks)

    def group(self, group: int, first: int, done: int) -> Iterator[Record]:
        """The records of a row group whose first row is ``first``, without the ``done`` first."""
        facts = self.file.metadata.row_group(group)
        chunks = self._wanted_chunks(group)
        mean = sum(chunk.unpacked for chunk in chunks) // max(facts.num_rows, 1) + 1
        if mean > limits.RECORD:
            raise ValueError(f"rows of {mean} bytes, more than {limits.RECORD // limits.MIB} MiB")
        demands = [] if is_url(self.name) else [demand_of(self.raw, chunk) for chunk in chunks]
        pages = sum(demand.largest for demand in demands)
        if pages > _PAGES:
            raise ValueError(f"pages of {pages} bytes, more than {_PAGES // limits.MIB} MiB")
        repeated = sum(demand.repeated for demand in demands) + 1
        packed = min(sum(chunk.packed for chunk in chunks), self.raw.seek(0, 2))
        at = unpacked = 0
        for batch in self.file.iter_batches(
            batch_size=max(1, min(1024, _BATCH // mean, _PAGES // 4 // repeated)),
            row_groups=[group],
            columns=self.wanted,
            use_threads=False,
        ):
            unpacked += batch.nbytes
            if unpacked > limits.BOMB_FLOOR and unpacked > limits.BOMB_RATIO * packed:
                raise ValueError(
                    f"unpacks to more than {limits.BOMB_RATIO} times its size "
                    f"(over {limits.BOMB_FLOOR // limits.MIB} MiB)"
                )
            skip = min(max(done - at, 0), batch.num_rows)
            yield from self._batch(batch.slice(skip), first + at + skip)
            at += batch.num_rows

    def _wanted_chunks(self, group: int) -> list[Chunk]:
        schema = self.file.schema
        paths = [schema.column(number).path for number in range(len(schema))]
        if group >= len(self.chunks) or len(self.chunks[group]) != len(paths):
            raise ValueError("the footer lists other columns than the schema")
        return [
            chunk
            for path, chunk in zip(paths, self.chunks[group], strict=True)
            if path.split(".")[0] in self.wanted
        ]

    def _batch(self, batch: Any, first: int) -> Iterator[Record]:
        names = batch.schema.names
        values = [_values(column) for column in batch.columns]
        for i, cells in enumerate(zip(*values, strict=True)):
            where = f"{self.name}:{first + i}"
            if any(isinstance(c, str | bytes) and len(c) > limits.RECORD for c in cells):
                yield unreadable(where, f"value of more than {limits.RECORD // limits.MIB} MiB")
            else:
                row = {**self.folders, **dict(zip(names, cells, strict=True))}
                yield self.columns.record(row, where)


def _values(column: Any) -> list[Any]:
    """The cells as Python values; text that is not UTF-8 as bytes."""
    import pyarrow as pa

    try:
        values = column.to_pylist()
    except UnicodeDecodeError:
        large = pa.types.is_large_string(column.type)
        values = column.cast(pa.large_binary() if large else pa.binary()).to_pylist()
    return list(values)


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:160]
