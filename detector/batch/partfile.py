"""A finished part: its rows and what the copy arm needs of its pages, in one Arrow file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detector.batch.durable import written
from detector.record import Status
from detector.scorer import clean
from detector.verdict import Label, Verdict

if TYPE_CHECKING:
    import pyarrow as pa


def write_part(
    path: Path,
    temporary: Path,
    verdicts: Sequence[Verdict],
    signed: Sequence[pa.Table],
    schema: pa.Schema,
) -> None:
    """Write one part under ``temporary`` and give it its name when it is whole.

    The signatures stand beside it and come first: a part that has its name has them too.
    """
    import pyarrow as pa

    # Signatures are numbers that do not pack, and uncompressed they can be mapped into memory.
    _write(signatures_of(path), temporary.with_suffix(".sig.tmp"), pa.concat_tables(signed), None)
    told = {b"tally": json.dumps(tally(verdicts)).encode()}
    _write(path, temporary, rows_table(verdicts, schema).replace_schema_metadata(told), "zstd")


def signatures_of(part: Path) -> Path:
    """Where the signatures of a part's pages stand."""
    return part.with_suffix(".arrow")


def _write(path: Path, temporary: Path, table: pa.Table, packing: str | None) -> None:
    import pyarrow as pa

    options = pa.ipc.IpcWriteOptions(compression=packing)
    with (
        written(path, temporary) as file,
        pa.ipc.new_file(file, table.schema, options=options) as writer,
    ):
        writer.write_table(table.combine_chunks())


def tally(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """How many rows there are, how many could not be read, how many are farms."""
    return {
        "records": len(verdicts),
        "unreadable": sum(v.status in (Status.UNREADABLE, Status.CRASHED) for v in verdicts),
        "flagged": sum(v.label is Label.FARM for v in verdicts),
    }


def rows_table(verdicts: Sequence[Verdict], schema: pa.Schema) -> pa.Table:
    """Verdicts as an Arrow table; what UTF-8 cannot carry becomes U+FFFD."""
    import pyarrow as pa

    rows = [verdict.row() for verdict in verdicts]
    try:
        return pa.Table.from_pylist(rows, schema=schema)
    except UnicodeEncodeError:
        return pa.Table.from_pylist([_clean(row) for row in rows], schema=schema)


def _clean(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return value


def read_part(path: Path) -> pa.Table:
    """The rows of a finished part."""
    import pyarrow as pa

    with pa.memory_map(str(path)) as file:
        return pa.ipc.open_file(file).read_all()


def read_tally(path: Path) -> dict[str, int]:
    """The tally of a finished part, without reading its rows."""
    import pyarrow as pa

    with pa.memory_map(str(path)) as file:
        counts: dict[str, int] = json.loads(pa.ipc.open_file(file).schema.metadata[b"tally"])
    return counts
