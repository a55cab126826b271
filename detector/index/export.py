"""An index as plain tables, for engines that join with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detector.errors import OutputError, UsageError
from detector.index.layout import header, item_schema

if TYPE_CHECKING:
    from detector.index.known import KnownIndex

ROWS = 1 << 20


def write_tables(index: KnownIndex, folder: Path) -> None:
    """Write ``items/*.parquet`` and ``hashes/*.parquet``, one file a run and table.

    ``item`` numbers the items and joins the two; ``hash`` is the unsigned hash as a signed
    64-bit integer of the same bits (Spark has no unsigned type). The header of the index is
    in the metadata of every file.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if folder.exists():
        raise UsageError(f"{folder} exists already: name a new folder")
    metadata = {f"darnel.index.{key}": value for key, value in header().items()}
    items = item_schema().insert(0, pa.field("item", pa.int64()))
    items = items.append(pa.field("hashes", pa.int64())).append(pa.field("bound", pa.int64()))
    pairs = pa.schema([("hash", pa.int64()), ("item", pa.int64())], metadata=metadata)
    try:
        (folder / "items").mkdir(parents=True)
        (folder / "hashes").mkdir()
        first = 0
        for run in index.runs:
            table = run.rows.add_column(0, items.field(0), pa.array(np.arange(len(run)) + first))
            table = table.append_column(items.field("hashes"), pa.array(run.sizes.astype("i8")))
            table = table.append_column(items.field("bound"), pa.array(run.bounds.view("i8")))
            table = table.cast(items).replace_schema_metadata(metadata)
            pq.write_table(table, folder / "items" / f"{run.name}.parquet")
            with pq.ParquetWriter(folder / "hashes" / f"{run.name}.parquet", pairs) as out:
                for at in range(0, len(run.hashes), ROWS):
                    part = slice(at, at + ROWS)
                    columns = [
                        pa.array(run.hashes[part].view("i8")),
                        pa.array(run.items[part].astype("i8") + first),
                    ]
                    out.write_batch(pa.RecordBatch.from_arrays(columns, schema=pairs))
            first += len(run)
    except OSError as error:
        raise OutputError(f"cannot write to {folder}: {error}") from error
