"""What runs on the executors: batches of Arrow in, batches of Arrow out."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from detector.batch.stretches import PART_RECORDS, Stretch, batches, parts
from detector.record import Record
from detector.scorer import Scorer
from detector.sources.marks import BEGINNING, Mark
from detector.spark.guarded import guarded
from detector.spark.reading import Asked, reader
from detector.verdict import Verdict

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from detector.copies.pairs import Spill
    from detector.copies.store import Store

SIGNED = "sig_"
"""What the signature columns are called beside the row's own."""
RANK = ("rank_date", "rank_disguise", "rank_id", "rank_size")
"""The order of pages for the copy arm, as columns that sort (earliest and barest first)."""


class Unit(NamedTuple):
    """Parts ``first`` to ``last`` of a stretch (to its end if ``None``): the work of one task.

    Reading begins at ``mark``, which is not behind the first part. Of a file that cannot be
    gone to, a unit takes every ``step``-th part.
    """

    stretch: Stretch
    first: int = 0
    last: int | None = None
    step: int = 1
    mark: Mark = BEGINNING


def scored_schema(scorer: Scorer) -> pa.Schema:
    """Position, row and signature of a record, in types Spark has."""
    import pyarrow as pa

    from detector.copies.arm import signature_schema

    fields = [pa.field("at", pa.int64()), *scorer.schema()]
    for field in signature_schema():
        kind = pa.list_(pa.int64()) if field.name == "hashes" else field.type
        fields.append(pa.field(SIGNED + field.name, kind))
    kinds = (pa.int64(), pa.float64(), pa.int64(), pa.int64())
    fields += [pa.field(name, kind) for name, kind in zip(RANK, kinds, strict=True)]
    return pa.schema(fields)


def find_marks(
    given: Iterable[pa.RecordBatch], columns: Mapping[str, str]
) -> Iterator[pa.RecordBatch]:
    """Where the parts of each stretch given (pickled, column ``stretch``) begin.

    A file is unpacked once for it, which costs a small part of what scoring it does.
    """
    import pyarrow as pa

    for batch in given:
        for packed in batch.column("stretch").to_pylist():
            stretch: Stretch = pickle.loads(packed)  # noqa: S301 - made by the driver of this job
            marks = reader().marks(stretch, columns, PART_RECORDS)
            rows = [{"stretch": stretch.number, **mark._asdict()} for mark in marks]
            yield pa.RecordBatch.from_pylist(rows, schema=marks_schema())


def marks_schema() -> pa.Schema:
    """The stretch and its mark."""
    import pyarrow as pa

    numbers = [(name, pa.int64()) for name in ("stretch", "number", "offset", "line")]
    return pa.schema([*numbers, ("packed", pa.bool_())])


def score_units(
    given: Iterable[pa.RecordBatch], scorer: Scorer, columns: Mapping[str, str]
) -> Iterator[pa.RecordBatch]:
    """Score the records of every unit given (pickled, column ``unit``), a batch at a time."""
    for batch in given:
        for packed in batch.column("unit").to_pylist():
            unit: Unit = pickle.loads(packed)  # noqa: S301 - made by the driver of this very job
            yield from _score_unit(unit, scorer, columns)


def _score_unit(unit: Unit, scorer: Scorer, columns: Mapping[str, str]) -> Iterator[pa.RecordBatch]:
    first, last = unit.first, unit.last
    most = None if last is None else (last - first) * PART_RECORDS
    asked = Asked(unit.stretch, columns, first * PART_RECORDS, most, unit.mark)
    records = reader().records(asked)
    numbered = enumerate(parts(records, PART_RECORDS), first)
    for number, part in islice(numbered, 0, None if last is None else last - first, unit.step):
        at = (unit.stretch.number << 40) + number * PART_RECORDS
        for batch in batches(part):
            verdicts, signed = guarded(scorer).verdicts(batch)
            yield with_signatures(scorer, at, verdicts, signed)
            at += len(batch)
    for _ in records:  # nothing is left; the reader is told that it has been heard to the end
        pass


_FIELDS = ("url", "html", "text", "title", "byline", "site", "published", "fetched", "lang")


def score_rows(given: Iterable[pa.RecordBatch], scorer: Scorer) -> Iterator[pa.RecordBatch]:
    """Score rows that already stand in a table, with columns named as input records are."""
    from detector.batch.partfile import rows_table

    for batch in given:
        names = [name for name in _FIELDS if name in batch.schema.names]
        records = [
            Record(
                id=str(row.get("id") or row.get("url") or ""),
                source="spark",
                **{name: row[name] for name in names},
            )
            for row in batch.to_pylist()
        ]
        for some in batches(records):
            verdicts, _ = guarded(scorer).verdicts(some)
            yield from rows_table(verdicts, scorer.schema()).combine_chunks().to_batches()


def with_signatures(
    scorer: Scorer, at: int, verdicts: list[Verdict], signed: pa.Table
) -> pa.RecordBatch:
    """Rows, signatures and order of the records from position ``at`` on, side by side."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    from detector.batch.partfile import rows_table
    from detector.copies.store import key_of

    rows = rows_table(verdicts, scorer.schema())
    signed = signed.combine_chunks()
    hashes = signed.column("hashes").combine_chunks()
    bits = pa.ListArray.from_arrays(hashes.offsets, hashes.values.view(pa.int64()))
    dates = pc.coalesce(signed.column("published"), signed.column("fetched"), _NEVER)
    disguise = np.round(signed.column("disguise").to_numpy().astype(np.float32), 3)
    keys = np.array([key_of(i) for i in signed.column("id").to_pylist()], dtype=np.uint64)
    arrays = {
        "at": pa.array(np.arange(at, at + rows.num_rows, dtype=np.int64)),
        "rank_date": dates,
        "rank_disguise": pa.array(disguise.astype(np.float64)),
        # The order of unsigned numbers, in the signed ones Spark has.
        "rank_id": pa.array((keys ^ np.uint64(1 << 63)).view(np.int64)),
        "rank_size": pc.list_value_length(hashes).cast(pa.int64()),
        SIGNED + "hashes": bits,
    }
    for name in signed.column_names:
        arrays.setdefault(SIGNED + name, signed.column(name))
    for name in rows.column_names:
        arrays[name] = rows.column(name)
    schema = scored_schema(scorer)
    table = pa.table([arrays[field.name] for field in schema], schema=schema)
    return table.combine_chunks().to_batches()[0]


_NEVER = 1 << 40


def pair_up(given: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Pairs of pages that share a hash, and the pages of each common hash.

    ``given`` are postings (``hash``, ``at``), all of a hash together and in the order of
    pages. Out come rows ``low, high`` for a pair, and ``low, hash`` for a common hash.
    """
    import numpy as np

    held_hash = np.empty(0, dtype=np.int64)
    held_at = np.empty(0, dtype=np.int64)
    for batch in given:
        hashes = np.concatenate((held_hash, batch.column("hash").to_numpy()))
        ats = np.concatenate((held_at, batch.column("at").to_numpy()))
        if not len(hashes):
            continue
        # The last group may go on in the next batch.
        whole = int(np.flatnonzero(hashes != hashes[-1])[-1]) + 1 if hashes[0] != hashes[-1] else 0
        yield from _pairs_of(hashes[:whole], ats[:whole])
        held_hash, held_at = hashes[whole:], ats[whole:]
    yield from _pairs_of(held_hash, held_at)


def _pairs_of(
    hashes: npt.NDArray[np.int64], ats: npt.NDArray[np.int64]
) -> Iterator[pa.RecordBatch]:
    import numpy as np
    import pyarrow as pa

    from detector.copies.match import COMMON
    from detector.copies.pairs import pairs_within

    if not len(hashes):
        return
    heads = np.concatenate(([0], np.flatnonzero(np.diff(hashes)) + 1))
    sizes = np.diff(np.append(heads, len(hashes)))
    several = sizes > 1
    for one, other in pairs_within(heads[several], sizes[several]):
        yield pa.record_batch(
            [pa.array(ats[one]), pa.array(ats[other]), pa.nulls(len(one), pa.int64())], PAIRS
        )
    wide = np.repeat(sizes > COMMON, sizes)
    if wide.any():
        count = int(wide.sum())
        yield pa.record_batch(
            [pa.array(ats[wide]), pa.nulls(count, pa.int64()), pa.array(hashes[wide])], PAIRS
        )


PAIRS = ["low", "high", "hash"]


def find_in_partition(
    given: Iterable[pa.RecordBatch], known: str | None
) -> Iterator[pa.RecordBatch]:
    """The copy arm on whole groups of pages that may share text, with their pairs given.

    ``given`` are signature rows with ``at``, ``partners`` (positions of later pages to compare
    with) and ``common`` (which of its hashes are common in the whole run).
    """
    import numpy as np
    import pyarrow as pa

    from detector.copies.arm import find_copies, signature_schema
    from detector.index.known import KnownIndex

    schema = signature_schema()
    ats, lows, highs, common = [], [], [], []
    with tempfile.TemporaryDirectory(prefix="darnel-") as name:
        part = Path(name) / "pages.arrow"
        with pa.ipc.new_file(str(part), schema) as file:
            for batch in given:
                at = batch.column("at").to_numpy()
                ats.append(at)
                partners = batch.column("partners")
                lows.append(np.repeat(at, partners.value_lengths().fill_null(0).to_numpy()))
                highs.append(partners.flatten().to_numpy())
                common.append(np.unique(batch.column("common").flatten().to_numpy()))
                file.write_batch(_signatures(batch, schema))
        if not ats:
            return
        positions = np.concatenate(ats)
        given_pairs = _GivenPairs(
            positions,
            np.concatenate(lows).astype(np.int64),
            np.concatenate(highs).astype(np.int64),
            np.unique(np.concatenate(common)).astype(np.int64).view(np.uint64),
        )
        index = KnownIndex.open(Path(known)) if known is not None else None
        for found in find_copies([part], index, Path(name) / "work", given_pairs):
            yield found.add_column(0, "at", pa.array(positions))


def _signatures(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    columns = []
    for field in schema:
        column = batch.column(SIGNED + field.name)
        if field.name == "hashes":
            offsets = column.offsets
            column = pa.ListArray.from_arrays(offsets, column.values.view(pa.uint64()))
        columns.append(column.cast(field.type))
    return pa.record_batch(columns, schema=schema)


class _GivenPairs:
    """Finds no pairs: brings those the cluster found, in the copy arm's own terms."""

    def __init__(
        self,
        positions: npt.NDArray[np.int64],
        lows: npt.NDArray[np.int64],
        highs: npt.NDArray[np.int64],
        common: npt.NDArray[np.uint64],
    ) -> None:
        self._positions, self._lows, self._highs = positions, lows, highs
        self._common = common

    def __call__(self, store: Store, work: Path) -> tuple[npt.NDArray[np.uint64], Spill]:
        import numpy as np

        from detector.copies.match import LEAST_SHARED
        from detector.copies.pairs import Spill, hash_bits

        order = np.argsort(self._positions)
        sorted_positions = self._positions[order]
        rank = store.rank
        one = rank[order[np.searchsorted(sorted_positions, self._lows)]]
        other = rank[order[np.searchsorted(sorted_positions, self._highs)]]
        low, high = np.minimum(one, other), np.maximum(one, other)
        spill = Spill(work, "given", 1)
        packed = (low.astype(np.uint64) << np.uint64(32)) | high.astype(np.uint64)
        # Each has been seen often enough; the arm counts how often it meets a pair.
        spill.add(np.repeat(packed, LEAST_SHARED), np.zeros(len(packed) * LEAST_SHARED, np.int64))
        # The arm knows common hashes by as many bits as a posting of this store has room for.
        kept = np.uint64((1 << min(hash_bits(store), 64)) - 1)
        return np.unique(self._common & kept), spill
