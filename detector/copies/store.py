"""The signatures of a whole run: facts about every page in memory, hashes and names on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from detector.copies.dates import UNKNOWN, Days
from detector.copies.domains import site_of
from detector.copies.ondisk import OnDisk
from detector.copies.sketch import Hashes, Ints, Sketches, reach

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_ROWS = 1 << 14
SIGNATURE_COLUMNS = (
    *("id", "url", "host", "published", "fetched", "names", "credited", "sources"),
    *("chars", "disguise", "hashes"),
)


@dataclass(frozen=True, slots=True)
class Lists:
    """A list of 64-bit values for every page, end to end."""

    values: Hashes | OnDisk
    starts: Ints

    def of(self, pages: Ints) -> tuple[Hashes, Ints]:
        """The values of several pages end to end, and how many each has."""
        values = self.values
        if isinstance(values, OnDisk):
            some, pages = np.unique(pages, return_inverse=True)
            return Lists(*self.held(some)).of(pages)
        sizes = self.starts[pages + 1] - self.starts[pages]
        firsts = np.cumsum(sizes) - sizes
        places = np.arange(int(sizes.sum())) + np.repeat(self.starts[pages] - firsts, sizes)
        return values[places], sizes

    def held(self, pages: Ints) -> tuple[Hashes, Ints]:
        """Values and starts of the lists of some pages, ascending and distinct, in memory."""
        starts = _starts(self.starts[pages + 1] - self.starts[pages])
        values = np.empty(int(starts[-1]), dtype=np.uint64)
        firsts = np.flatnonzero(np.diff(pages, prepend=-2) != 1)
        cuts = zip(
            starts[firsts].tolist(),
            starts[np.append(firsts, len(pages))[1:]].tolist(),
            self.starts[pages[firsts]].tolist(),
            strict=True,
        )
        for start, end, place in cuts:  # neighbours are read at once
            if isinstance(self.values, OnDisk):
                self.values.read_into(values[start:end], place)
            else:
                values[start:end] = self.values[place : place + end - start]
        return values, starts


@dataclass(frozen=True, slots=True)
class Store:
    """Every page of a run by position (parts in order, rows in order).

    About 80 bytes a page in memory; ``hashes`` stay on disk, ids and urls are Arrow files in
    ``work``. ``rank`` orders the pages without regard to where they stood in the input:
    earliest first, undated ones after, the less disguised before the more, then by id.
    """

    part_starts: Ints
    hashes: Lists
    bounds: Hashes
    chars: npt.NDArray[np.int32]
    disguise: npt.NDArray[np.float32]
    published: Days
    fetched: Days
    sites: Hashes
    names: Lists
    credited: Lists
    sources: Lists
    rank: Ints
    by_rank: Ints
    strings: pa.Table

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self.chars)

    def close(self) -> None:
        """Close what is read from disk."""
        if isinstance(self.hashes.values, OnDisk):
            self.hashes.values.close()

    def sketches(self, first: int, last: int) -> Sketches:
        """The sketches of the pages ``first`` to ``last``."""
        starts = self.hashes.starts[first : last + 1]
        return Sketches(self.hashes.values[starts[0] : starts[-1]], starts - starts[0])

    def named(self, pages: Ints) -> pa.Table:
        """The ids and urls of several pages, in the order given.

        ``strings.take`` would put the strings of all pages end to end first, every time.
        """
        import pyarrow as pa

        order = np.argsort(pages, kind="stable")
        asked = pages[order]
        pieces = []
        first = start = 0
        for batch in self.strings.to_batches():
            end = start + batch.num_rows
            last = int(np.searchsorted(asked, end))
            if last > first:
                pieces.append(batch.take(pa.array(asked[first:last] - start)))
            first, start = last, end
        back = np.empty(len(order), dtype=np.int64)
        back[order] = np.arange(len(order))
        table = pa.Table.from_batches(pieces, self.strings.schema)
        return table.combine_chunks().take(pa.array(back))


def key_of(text: str | None) -> int:
    """A 64-bit key of a string, 0 for none."""
    if text is None:
        return 0
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") or 1


def batches(part: Path) -> Iterator[pa.RecordBatch]:
    """The signature rows of one part file, a batch at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    if part.suffix == ".parquet":
        with pq.ParquetFile(part) as file:
            yield from file.iter_batches(BATCH_ROWS, columns=list(SIGNATURE_COLUMNS))
        return
    with pa.memory_map(str(part)) as source:
        try:
            reader: Any = pa.ipc.open_file(source)
        except pa.ArrowInvalid:
            source.seek(0)
            reader = pa.ipc.open_stream(source)
            yield from reader
            return
        for number in range(reader.num_record_batches):
            yield reader.get_batch(number)


class _Keys:
    """Keys of the strings of list columns; the same names come again and again."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of(self, names: Sequence[str]) -> list[int]:
        known = self._known
        if len(known) > 1 << 18:
            known.clear()
        for name in names:
            if name not in known:
                known[name] = key_of(name)
        return [known[name] for name in names]


def _list_column(column: pa.ListArray) -> tuple[Any, Ints]:
    sizes = column.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    return column.flatten(), sizes.astype(np.int64)


def load(parts: Sequence[Path], work: Path) -> Store:
    """Read all parts once. Hashes, ids and urls go to files in ``work``."""
    import pyarrow as pa

    columns: dict[str, list[Any]] = {
        name: []
        for name in (
            *("sizes", "bounds", "chars", "disguise", "published", "fetched", "sites", "ids"),
            *("names", "names_sizes", "credited", "credited_sizes", "sources", "sources_sizes"),
        )
    }
    counts = []
    keys = _Keys()
    schema = pa.schema([("id", pa.string()), ("url", pa.string())])
    with (
        (work / "hashes.u64").open("wb") as hashes,
        pa.ipc.new_file(str(work / "strings.arrow"), schema) as strings,
    ):
        for part in parts:
            rows = 0
            for batch in batches(part):
                rows += batch.num_rows
                strings.write_batch(batch.select(["id", "url"]).cast(schema))
                values, sizes = _list_column(batch.column("hashes"))
                flat = values.to_numpy(zero_copy_only=False).astype("<u8")
                hashes.write(np.ascontiguousarray(flat).data)
                columns["sizes"].append(sizes)
                columns["bounds"].append(reach(flat, np.concatenate(([0], np.cumsum(sizes)))))
                for name, unknown, dtype in (
                    ("chars", 0, np.int32),
                    ("disguise", 0.0, np.float32),
                    ("published", int(UNKNOWN), np.int32),
                    ("fetched", int(UNKNOWN), np.int32),
                ):
                    column = batch.column(name).fill_null(unknown)
                    columns[name].append(column.to_numpy(zero_copy_only=False).astype(dtype))
                columns["ids"].append(_string_keys(batch.column("id").to_pylist()))
                hosts = batch.column("host").to_pylist()
                columns["sites"].append(_string_keys([site_of(host) for host in hosts]))
                for name in ("names", "credited", "sources"):
                    values, sizes = _list_column(batch.column(name))
                    found = keys.of(values.to_pylist())
                    columns[name].append(np.array(found, dtype=np.uint64))
                    columns[f"{name}_sizes"].append(sizes)
            counts.append(rows)
    joined = {name: _joined(pieces) for name, pieces in columns.items()}
    starts = _starts(joined["sizes"])
    rank, by_rank = _ranked(joined)
    with pa.memory_map(str(work / "strings.arrow")) as source:
        table = pa.ipc.open_file(source).read_all()
    return Store(
        part_starts=_starts(np.array(counts, dtype=np.int64)),
        hashes=Lists(OnDisk(work / "hashes.u64"), starts),
        bounds=joined["bounds"],
        chars=joined["chars"],
        disguise=joined["disguise"],
        published=joined["published"],
        fetched=joined["fetched"],
        sites=joined["sites"],
        names=Lists(joined["names"], _starts(joined["names_sizes"])),
        credited=Lists(joined["credited"], _starts(joined["credited_sizes"])),
        sources=Lists(joined["sources"], _starts(joined["sources_sizes"])),
        rank=rank,
        by_rank=by_rank,
        strings=table,
    )


def _string_keys(texts: Sequence[str | None]) -> Hashes:
    return np.fromiter((key_of(text) for text in texts), dtype=np.uint64, count=len(texts))


def _joined(pieces: list[Any]) -> Any:
    return np.concatenate(pieces) if pieces else np.empty(0, dtype=np.int64)


def _starts(sizes: Ints) -> Ints:
    starts = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=starts[1:])
    return starts


def _ranked(columns: dict[str, Any]) -> tuple[Ints, Ints]:
    dates = columns["published"].astype(np.int64)
    dates = np.where(dates == UNKNOWN, columns["fetched"], dates)
    dates = np.where(dates == UNKNOWN, np.int64(1) << 40, dates)
    # Ties past the id are records with one and the same id: their size tells them apart, and
    # if even that is equal it does not matter which is which.
    by_rank = np.lexsort(
        (columns["sizes"], columns["ids"], np.round(columns["disguise"], 3), dates)
    )
    rank = np.empty_like(by_rank)
    rank[by_rank] = np.arange(len(by_rank))
    return rank, by_rank
