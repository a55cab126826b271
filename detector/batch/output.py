"""The output: Parquet, JSON lines or CSV, the same bytes for the same rows."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from detector.batch.cells import harmless
from detector.batch.durable import failures_named, sync_folder, written
from detector.errors import UsageError
from detector.terminal import printable_json

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP = 16_384
"""Rows in a Parquet row group, whatever pieces the rows arrive in."""
FILE_ROWS = 1_000_000
"""An output of more rows becomes a folder of Parquet files of this many."""
ENDINGS = (".parquet", ".jsonl", ".jsonl.gz", ".jsonl.zst", ".csv")


def check_ending(out: str) -> None:
    """Raise :class:`detector.errors.UsageError` if ``out`` names no format we write."""
    if out != "-" and not out.endswith(ENDINGS):
        raise UsageError(f"--out {out}: the name must end in one of {', '.join(ENDINGS)}, or be -")


def write_output(
    out: str,
    tables: Iterable[pa.Table],
    schema: pa.Schema,
    rows: int,
    scratch: Path | None = None,
) -> None:
    """Write every row of ``tables`` to ``out``; what stood there stays until the new is whole.

    ``rows`` is how many there will be: more than :data:`FILE_ROWS` make a ``.parquet`` output
    a folder of part files. ``scratch`` is a folder on the same disk for what is not whole yet,
    which a killed run leaves there; beside ``out`` if absent. Raises
    :class:`detector.errors.OutputError` on a full disk.
    """
    if out == "-":
        _to_stdout(tables)
        return
    path = Path(out)
    new = (scratch or path.parent) / f".{path.name}.{os.getpid()}.new"
    try:
        with failures_named(path):
            if not out.endswith(".parquet"):
                _text_file(new, path, tables, schema)
            elif rows > FILE_ROWS:
                _parquet_folder(new, path, tables, schema)
            else:
                with written(new, named=path) as file:
                    _parquet_file(file, _regrouped(tables, ROW_GROUP), schema)
            _put(new, path)
    finally:
        _remove(new)


def _put(new: Path, path: Path) -> None:
    # A file takes the place of a file in one step. A folder cannot be taken the place of: it
    # steps aside first, and is removed when the new one stands.
    old = new.with_suffix(".old")
    _remove(old)
    if path.is_dir():
        path.rename(old)
    elif new.is_dir():
        path.unlink(missing_ok=True)
    new.replace(path)
    sync_folder(path.parent)
    _remove(old)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _text_file(new: Path, path: Path, tables: Iterable[pa.Table], schema: pa.Schema) -> None:
    table_as_csv = path.suffix == ".csv"
    with written(new, named=path) as raw, _packed(raw, path.name) as file:
        if table_as_csv:
            file.write(csv_header(schema))
        for table in tables:
            file.write(csv_lines(table) if table_as_csv else json_lines(table))


@contextmanager
def _packed(raw: IO[bytes], out: str) -> Iterator[IO[bytes]]:
    if out.endswith(".gz"):
        # No name and no time in the header: the same rows give the same bytes.
        with gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as file:
            yield cast("IO[bytes]", file)
    elif out.endswith(".zst"):
        import zstandard

        with zstandard.ZstdCompressor(level=3).stream_writer(raw, closefd=False) as file:
            yield file
    else:
        yield raw


def _to_stdout(tables: Iterable[pa.Table]) -> None:
    stream, shown = sys.stdout.buffer, sys.stdout.isatty()
    with failures_named("standard output"):
        for table in tables:
            rows = json_lines(table)
            stream.write(printable_json(rows.decode()).encode() if shown else rows)
        stream.flush()


def _parquet_folder(new: Path, path: Path, tables: Iterable[pa.Table], schema: pa.Schema) -> None:
    new.mkdir()
    groups = _regrouped(tables, ROW_GROUP, every=FILE_ROWS)
    for number, file_groups in enumerate(_in_files(groups)):
        with written(new / f"part-{number:05d}.parquet", named=path) as file:
            _parquet_file(file, file_groups, schema)
    sync_folder(new)


def _in_files(groups: Iterator[pa.Table]) -> Iterator[Iterator[pa.Table]]:
    for first in groups:

        def one_file(first: pa.Table = first) -> Iterator[pa.Table]:
            rows = first.num_rows
            yield first
            while rows < FILE_ROWS:
                group = next(groups, None)
                if group is None:
                    return
                rows += group.num_rows
                yield group

        yield one_file()


def _parquet_file(file: IO[bytes], groups: Iterable[pa.Table], schema: pa.Schema) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in groups:
            writer.write_table(group, row_group_size=group.num_rows)


def _regrouped(
    tables: Iterable[pa.Table], size: int, every: int | None = None
) -> Iterator[pa.Table]:
    """The rows in tables of ``size``, with a cut also after each ``every`` rows."""
    import pyarrow as pa

    held: list[pa.Table] = []
    have = 0
    done = 0
    for table in tables:
        held.append(table)
        have += table.num_rows
        while have >= (want := min(size, every - done % every) if every else size):
            joined = pa.concat_tables(held)
            yield joined.slice(0, want).combine_chunks()
            rest = joined.slice(want)
            held, have = [rest], rest.num_rows
            done += want
    if have:
        yield pa.concat_tables(held).combine_chunks()


def json_lines(table: pa.Table) -> bytes:
    """One JSON object a row and line, keys in the order of the schema."""
    dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return "".join(dumps(row) + "\n" for row in table.to_pylist()).encode()


def csv_header(schema: pa.Schema) -> bytes:
    """The first line of a CSV output."""
    return (",".join(schema.names) + "\r\n").encode()


def csv_lines(table: pa.Table) -> bytes:
    """One CSV line a row; nested columns as JSON, text that a spreadsheet would run made text."""
    buffer = io.StringIO()
    writer = csv.writer(
        buffer, lineterminator="\r\n"
    )  # RFC 4180; also quotes cells that hold either
    columns = [column.to_pylist() for column in table.columns]
    for row in zip(*columns, strict=True):
        writer.writerow([_cell(value) for value in row])
    return buffer.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, str):
        return harmless(value)
    return value
