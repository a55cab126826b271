"""A finished part: its rows and what the copy arm needs of its pages, in one Arrow file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from detector.batch.durable import written
from detector.scorer import Scorer, clean
from detector.verdict import Verdict

if TYPE_CHECKING:
    import pyarrow as pa

    from features.page import Page


def write_part(
    path: Path,
    temporary: Path,
    scorer: Scorer,
    verdicts: Sequence[Verdict],
    pages: Sequence[Page | None],
) -> None:
    """Write one part under ``temporary`` and give it its name when it is whole."""
    import pyarrow as pa

    del pages
    table = rows_table(verdicts, scorer.schema()).replace_schema_metadata(
        {b"tally": json.dumps(tally(verdicts)).encode()}
    )
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with (
        written(path, temporary) as file,
        pa.ipc.new_file(file, table.schema, options=options) as w,
    ):
        w.write_table(table)


def tally(verdicts: Sequence[Verdict]) -> dict[str, int]:
    """How many rows there are of each status and label."""
    counts: dict[str, int] = {}
    for verdict in verdicts:
        for key in (f"status {verdict.status}", f"label {verdict.label}"):
            counts[key] = counts.get(key, 0) + 1
    return counts


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
