"""The known-content index: originals, or earlier crawls, on disk and larger than memory."""

from __future__ import annotations

import fcntl
import hashlib
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.copies.match import Overlap, sizes_below
from detector.copies.sketch import Hashes, Ints, Sketches, reach
from detector.errors import OutputError, RefusedError, UsageError
from detector.index import manifest
from detector.index.layout import REMEDY, item_schema
from detector.index.lookup import hits, posting_ranges
from detector.index.merge import merge
from detector.index.ordering import hash_order
from detector.index.run import Run, RunWriter, open_run, sync, verify_run

if TYPE_CHECKING:
    import pyarrow as pa

POSTINGS_A_RUN = 1 << 22
"""Hashes sorted in memory at a time while adding."""
RUNS_BEFORE_MERGE = 8
"""So many runs of about one size are merged, which keeps queries quick."""
ITEMS_LIMIT = (1 << 32) - 1


class Found(NamedTuple):
    """Known items whose text stands in query texts: one entry a pair, by query, best first.

    ``query`` numbers the query text, ``run`` and ``item`` the known item.
    """

    query: Ints
    run: Ints
    item: Ints
    overlap: Overlap


class KnownIndex:
    """An index opened for reading; every change is made through :meth:`writer`.

    What is open stays as it was when opened, whatever a writer does meanwhile.
    """

    def __init__(self, folder: Path, runs: Sequence[Run]) -> None:
        self.folder = folder
        self.runs = tuple(runs)

    @classmethod
    def open(cls, folder: str | Path) -> KnownIndex:
        """Open an index; ``RefusedError`` if it is damaged or its sketches are not like ours."""
        folder = Path(folder)
        for attempt in range(5):
            listed = manifest.load(folder)
            try:
                runs = [open_run(folder / "runs", r.name, r.items, r.postings) for r in listed]
            except FileNotFoundError as error:
                # A writer may have merged runs away since the list was read.
                if attempt == 4:
                    raise RefusedError(f"index {folder} lacks a file: {error}: {REMEDY}") from error
            else:
                return cls(folder, runs)
        raise AssertionError("unreachable")

    def __len__(self) -> int:
        """How many items are known."""
        return sum(len(run) for run in self.runs)

    def query(self, sketches: Sketches) -> Found:
        """Find the known items each text matches, all texts in one pass."""
        found = hits(posting_ranges([run.hashes for run in self.runs], sketches), self.runs)
        bounds = reach(sketches.hashes, sketches.starts)
        sizes = np.diff(sketches.starts)
        their_bounds = np.zeros(len(found.query), dtype=np.uint64)
        their_sizes = np.zeros(len(found.query), dtype=np.int64)
        for number, run in enumerate(self.runs):
            here = np.flatnonzero(found.run == number)
            their_bounds[here] = run.bounds[found.item[here]]
            their_sizes[here] = run.sizes[found.item[here]]
        ours = bounds[found.query]
        limits = np.minimum(ours, their_bounds)
        overlap = Overlap(
            found.shared,
            found.rare,
            sizes_below(ours, sizes[found.query], limits),
            sizes_below(their_bounds, their_sizes, limits),
        )
        kept = np.flatnonzero(overlap.matches())
        share = np.maximum(overlap.share_here, overlap.share_there)[kept]
        order = np.lexsort((found.item[kept], found.run[kept], -share, found.query[kept]))
        kept = kept[order]
        return Found(
            found.query[kept],
            found.run[kept],
            found.item[kept],
            Overlap(*(column[kept] for column in overlap)),
        )

    def rows(self, run: Ints, item: Ints) -> pa.Table:
        """The given items, as :func:`~detector.index.layout.item_schema` rows, in order."""
        import pyarrow as pa

        firsts = np.cumsum([0, *(len(run) for run in self.runs)])
        if not self.runs:
            return item_schema().empty_table()
        table = pa.concat_tables([run.rows for run in self.runs])
        return table.take(pa.array(firsts[run] + item))

    def shared(self, hashes: Hashes, run: int, item: int) -> Hashes:
        """Which of a text's ``hashes`` a known item has."""
        known = self.runs[run]
        first = np.searchsorted(known.hashes, hashes, "left")
        last = np.searchsorted(known.hashes, hashes, "right")
        inside = [
            bool((known.items[a:b] == item).any())
            for a, b in zip(first.tolist(), last.tolist(), strict=True)
        ]
        return hashes[np.array(inside, dtype=np.bool_)]

    def verify(self) -> list[str]:
        """Everything wrong with the files; empty when all is as it was written."""
        listed = {run.name: run for run in manifest.load(self.folder)}
        return [
            problem
            for run in self.runs
            if run.name in listed
            for problem in verify_run(self.folder / "runs", run, listed[run.name].digests)
        ]

    @classmethod
    def create(cls, folder: str | Path) -> KnownIndex:
        """Make a new, empty index."""
        folder = Path(folder)
        try:
            (folder / "runs").mkdir(parents=True, exist_ok=True)
            (folder / "lock").touch()
            manifest.create(folder)
            sync(folder)
        except OSError as error:
            raise OutputError(f"cannot make an index at {folder}: {error}") from error
        return cls(folder, ())

    @classmethod
    @contextmanager
    def writer(cls, folder: str | Path) -> Iterator[IndexWriter]:
        """Hold the index for writing; ``UsageError`` when another writer has it."""
        folder = Path(folder)
        cls.open(folder)
        with (folder / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UsageError(f"index {folder} is being written by another process") from error
            _remove_orphans(folder)
            yield IndexWriter(cls.open(folder))


class IndexWriter:
    """Adds to an index and merges its runs. Each call is durable and whole when it returns."""

    def __init__(self, index: KnownIndex) -> None:
        self.index = index

    def add(self, batch: pa.RecordBatch | pa.Table) -> int:
        """Add signature rows (:func:`detector.copies.arm.signature_schema`) as one commit.

        Rows without hashes are passed over, and so are rows whose ``id`` is already known, so
        that adding the same input twice, or again after a crash, changes nothing. Returns how
        many items were added.
        """
        import pyarrow as pa

        table = pa.table(batch) if isinstance(batch, pa.RecordBatch) else batch
        table = table.combine_chunks()
        keys = _keys(table.column("id").to_pylist())
        lists = table.column("hashes").combine_chunks()
        sizes = lists.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
        fresh = np.zeros(len(keys), dtype=np.bool_)
        fresh[np.unique(keys, return_index=True)[1]] = True
        fresh &= sizes > 0
        for run in self.index.runs:
            at = np.minimum(np.searchsorted(run.keys, keys), max(len(run) - 1, 0))
            fresh &= run.keys[at] != keys
        if not fresh.any():
            return 0
        rows = np.flatnonzero(fresh)
        ends = np.cumsum(sizes[rows])
        cuts = np.searchsorted(ends, np.arange(POSTINGS_A_RUN, int(ends[-1]), POSTINGS_A_RUN))
        listed = [
            self._write(_rows(table, part), np.sort(keys[part]))
            for part in np.split(rows, cuts)
            if len(part)
        ]
        manifest.replace(self.index.folder, [], listed)
        self.index = KnownIndex.open(self.index.folder)
        self._merge_alike()
        return len(rows)

    def compact(self) -> None:
        """Merge everything into one run."""
        if len(self.index.runs) > 1:
            self._merge(self.index.runs)

    def _write(self, table: pa.Table, keys: Hashes) -> manifest.Listed:
        lists = table.column("hashes").combine_chunks()
        hashes = lists.flatten().to_numpy(zero_copy_only=False)
        sizes = lists.value_lengths().to_numpy(zero_copy_only=False).astype(np.int64)
        bounds = reach(hashes, np.concatenate(([0], np.cumsum(sizes))))
        items = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
        order = hash_order(hashes)
        with _writing(self.index.folder) as writer:
            writer.array("hashes.npy", hashes[order])
            writer.array("items.npy", items[order])
            writer.array("sizes.npy", sizes)
            writer.array("bounds.npy", bounds)
            writer.array("keys.npy", keys)
            for batch in table.select(item_schema().names).cast(item_schema()).to_batches():
                writer.rows(batch)
            digests = writer.commit()
        return manifest.Listed(writer.target.name, len(sizes), len(hashes), digests)

    def _merge_alike(self) -> None:
        """Merge runs of about one size once there are many, largest groups first."""
        while True:
            groups: dict[int, list[Run]] = {}
            for run in self.index.runs:
                groups.setdefault(len(run.hashes).bit_length() // 3, []).append(run)
            crowded = [group for group in groups.values() if len(group) >= RUNS_BEFORE_MERGE]
            if not crowded:
                return
            self._merge(crowded[0])

    def _merge(self, runs: Sequence[Run]) -> None:
        if sum(len(run) for run in runs) > ITEMS_LIMIT:
            return
        with _writing(self.index.folder) as writer:
            merge(runs, writer)
            digests = writer.commit()
        postings = sum(len(run.hashes) for run in runs)
        listed = manifest.Listed(writer.target.name, writer.items, postings, digests)
        manifest.replace(self.index.folder, [run.name for run in runs], [listed])
        self.index = KnownIndex.open(self.index.folder)
        for run in runs:
            shutil.rmtree(self.index.folder / "runs" / run.name, ignore_errors=True)


def _rows(table: pa.Table, rows: Ints) -> pa.Table:
    import pyarrow as pa

    if int(rows[-1] - rows[0]) == len(rows) - 1:
        return table.slice(int(rows[0]), len(rows))
    return table.take(pa.array(rows))


@contextmanager
def _writing(folder: Path) -> Iterator[RunWriter]:
    writer = RunWriter(folder / "runs", secrets.token_hex(8))
    try:
        yield writer
    except OSError as error:
        writer.abandon()
        raise OutputError(f"cannot write to index {folder}: {error}") from error
    except BaseException:
        writer.abandon()
        raise


def _keys(ids: Sequence[str | None]) -> Hashes:
    """A 64-bit key for every id."""
    digests = b"".join(
        hashlib.blake2b((name or "").encode("utf-8", "surrogatepass"), digest_size=8).digest()
        for name in ids
    )
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)


def _remove_orphans(folder: Path) -> None:
    """Remove what an interrupted writer left behind. Only with the lock held."""
    listed = {run.name for run in manifest.load(folder)}
    for path in (folder / "runs").iterdir():
        if path.name not in listed:
            shutil.rmtree(path, ignore_errors=True)
