"""One immutable sorted run: how it is written, opened, read and checked."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from detector.errors import RefusedError
from detector.index.layout import ARRAYS, ITEMS, REMEDY, item_schema
from detector.index.rows import read_items

if TYPE_CHECKING:
    import pyarrow as pa

Array = npt.NDArray[Any]
COPY_ROWS = 1 << 18


class RunWriter:
    """Writes the files of one run under a temporary name; :meth:`commit` makes it real.

    Arrays may come in pieces, so that a run larger than memory can be written.
    """

    def __init__(self, folder: Path, name: str) -> None:
        import pyarrow as pa

        self.target = folder / name
        self.folder = folder / f".{name}.tmp"
        self.folder.mkdir(parents=True)
        self._files = {file: (self.folder / file).open("wb") for file in ARRAYS}
        self._counts = dict.fromkeys(ARRAYS, 0)
        for file in ARRAYS:
            self._header(file)
        self._items = pa.ipc.new_file(str(self.folder / ITEMS), item_schema())
        self.items = 0

    def _header(self, file: str) -> None:
        # Of one length for any number of values: numpy leaves room for the number to grow.
        self._files[file].seek(0)
        self._files[file].write(_npy_header(file, self._counts[file]))

    def array(self, file: str, values: Array) -> None:
        """Append ``values`` to one of the arrays."""
        dtype = np.dtype(ARRAYS[file]).newbyteorder("<")
        self._files[file].write(np.ascontiguousarray(values, dtype=dtype).data)
        self._counts[file] += len(values)

    def rows(self, batch: pa.RecordBatch) -> None:
        """Append items, as :func:`~detector.index.layout.item_schema` has them."""
        self._items.write_batch(batch)
        self.items += batch.num_rows

    def commit(self) -> dict[str, str]:
        """Sync and rename; returns each file's sha256. The run is not listed yet."""
        for file, out in self._files.items():
            body = out.tell()
            self._header(file)
            out.seek(body)
            out.flush()
            os.fsync(out.fileno())
            out.close()
        self._items.close()
        sync(self.folder / ITEMS)
        digests = {file: digest(self.folder / file) for file in (*ARRAYS, ITEMS)}
        sync(self.folder)
        self.folder.rename(self.target)
        sync(self.target.parent)
        return digests

    def abandon(self) -> None:
        """Remove what was written."""
        for out in self._files.values():
            out.close()
        self._items.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Run(NamedTuple):
    """An opened run; the arrays are memory-mapped."""

    name: str
    hashes: Array
    items: Array
    sizes: Array
    bounds: Array
    keys: Array
    rows: pa.Table

    def __len__(self) -> int:
        """How many items it holds."""
        return len(self.sizes)


def open_run(folder: Path, name: str, items: int, postings: int) -> Run:
    """Map a run's files; ``RefusedError`` when they are not what the manifest says."""
    path = folder / name
    expected = {"hashes.npy": postings, "items.npy": postings}
    arrays = []
    for file, dtype in ARRAYS.items():
        arrays.append(_mapped(path / file, dtype, expected.get(file, items)))
    rows = read_items(path / ITEMS, items)
    hashes, owners, sizes, bounds, keys = arrays
    return Run(name, hashes, owners, sizes, bounds, keys, rows)


def _npy_header(file: str, count: int) -> bytes:
    out = io.BytesIO()
    dtype = np.dtype(ARRAYS[file]).newbyteorder("<")
    np.lib.format.write_array_header_1_0(
        out, {"descr": dtype.str, "fortran_order": False, "shape": (count,)}
    )
    return out.getvalue()


def _mapped(path: Path, dtype: str, count: int) -> Array:
    """Map an array. The header is compared, never parsed: it may be an attacker's."""
    header = _npy_header(path.name, count)
    kind = np.dtype(dtype).newbyteorder("<")
    with path.open("rb") as file:
        same = file.read(len(header)) == header
        if not same or path.stat().st_size != len(header) + count * kind.itemsize:
            raise RefusedError(f"{path} is not the {count} values the manifest lists: {REMEDY}")
        if not count:
            return np.empty(0, dtype=kind)
        return np.memmap(file, dtype=kind, mode="r", offset=len(header), shape=(count,))


def verify_run(folder: Path, run: Run, digests: dict[str, str]) -> list[str]:
    """What is wrong with a run: changed bytes, hashes out of order, items that do not exist."""
    problems = [
        f"{run.name}/{file}: bytes differ from what was written"
        for file in (*ARRAYS, ITEMS)
        if digest(folder / run.name / file) != digests.get(file)
    ]
    for name, array in (("hashes.npy", run.hashes), ("keys.npy", run.keys)):
        if not _ascending(array):
            problems.append(f"{run.name}/{name}: not in ascending order")
    if any(len(part) and int(part.max()) >= len(run) for part in _parts(run.items)):
        problems.append(f"{run.name}/items.npy: names an item that is not there")
    if int(run.sizes.sum(dtype=np.int64)) != len(run.hashes):
        problems.append(f"{run.name}/sizes.npy: does not add up to the hashes")
    return problems


def _parts(array: Array) -> Iterable[Array]:
    return (array[at : at + COPY_ROWS + 1] for at in range(0, len(array), COPY_ROWS))


def _ascending(array: Array) -> bool:
    return all(bool((part[1:] >= part[:-1]).all()) for part in _parts(array))


def digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Make a file or folder durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
