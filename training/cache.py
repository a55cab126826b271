"""Measured pages kept on disk, as plain tables: a cache that came with a folder runs no code."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Part = tuple[pd.DataFrame, npt.NDArray[np.float64], list[npt.NDArray[np.uint64]]]
"""Facts of pages, one row each; what the signals read, float64 ``(pages, signals)``; sketches."""

_READINGS = "\0readings"
_SKETCH = "\0sketch"


def kept(folder: Path, key: Mapping[str, Any], make: Callable[[], Part]) -> Part:
    """What ``make`` gives, from ``folder`` if it was made for the same ``key`` before.

    A file that is no such table is made anew. Nothing is unpickled.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    text = json.dumps(key, sort_keys=True).encode()
    path = folder / f"{hashlib.sha256(text).hexdigest()[:40]}.parquet"
    try:
        return _parted(pq.read_table(path))
    except (OSError, pa.ArrowException, KeyError, ValueError, TypeError):
        pass  # absent, cut off or someone else's: made below
    table = _joined(make())
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{path.name}.{os.getpid()}.tmp"
    try:
        pq.write_table(table, fresh, compression="zstd")
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    # Read back, so that the first run has the very types of all later ones.
    return _parted(table)


def _joined(part: Part) -> Any:
    import pyarrow as pa

    facts, matrix, sketches = part
    readings = pa.FixedSizeListArray.from_arrays(pa.array(matrix.ravel()), matrix.shape[1])
    sizes = np.cumsum([0, *map(len, sketches)])
    hashes = np.concatenate([np.empty(0, dtype=np.uint64), *sketches])
    shapes = pa.LargeListArray.from_arrays(pa.array(sizes, pa.int64()), pa.array(hashes))
    table = pa.Table.from_pandas(facts, preserve_index=False)
    return table.append_column(_READINGS, readings).append_column(_SKETCH, shapes)


def _parted(table: Any) -> Part:
    table = table.combine_chunks()
    readings = table.column(_READINGS).combine_chunks()
    width = readings.type.list_size
    values = readings.flatten().to_numpy(zero_copy_only=False)
    matrix = np.array(values, dtype=np.float64).reshape(len(table), width)
    shapes = table.column(_SKETCH).combine_chunks()
    hashes = shapes.flatten().to_numpy(zero_copy_only=False).astype(np.uint64)
    sizes = shapes.value_lengths().to_numpy(zero_copy_only=False)
    sketches = np.split(hashes, np.cumsum(sizes)[:-1]) if len(table) else []
    facts = table.drop_columns([_READINGS, _SKETCH]).to_pandas()
    if "tricks" in facts:
        facts["tricks"] = [tuple(names) for names in facts["tricks"]]
    return facts, matrix, sketches
