"""The copy arm of a batch run: sign every page first, then find whose text each one carries.

Pages are signed where they are read, one batch at a time; the signatures of all parts are then
joined at once, so the answer never depends on the order of the input or on how it was cut.
"""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from detector.copies.dates import day_number
from detector.copies.edges import PairFinder
from detector.copies.links import Range, judged_ranges
from detector.copies.pairs import common_and_pairs
from detector.copies.sketch import SHINGLE, sampled_or_smallest, sketch
from detector.copies.store import Store
from detector.record import Record
from features.page import Page
from features.span import Span

if TYPE_CHECKING:
    import pyarrow as pa

    from detector.index.known import KnownIndex

MOST_COPIES = 20
"""Other texts listed for one page."""

_NO_TEXT = np.empty(0, dtype=np.uint32)


@functools.cache
def signature_schema() -> pa.Schema:
    """Columns of a signature row; one row for every record, also those without a page."""
    import pyarrow as pa

    return pa.schema(
        [
            ("id", pa.string()),
            ("url", pa.string()),
            ("host", pa.string()),
            ("published", pa.int64()),  # days since 1970, null when unknown
            ("fetched", pa.int64()),
            ("names", pa.list_(pa.string())),  # what the page's site goes by, folded
            ("credited", pa.list_(pa.string())),  # whom it names as origin of any of its text
            ("sources", pa.list_(pa.string())),  # whom as the source of all of it
            ("chars", pa.int32()),  # normalised characters of the main text
            ("disguise", pa.float32()),  # share of the text that is padding or disguise
            ("hashes", pa.list_(pa.uint64())),  # the containment sketch, ascending
        ],
        metadata={"signature": "1"},
    )


@functools.cache
def copies_schema() -> pa.Schema:
    """Columns :func:`find_copies` gives: the contract's ``copies`` and ``cluster``, and a flag."""
    import pyarrow as pa

    from detector.verdict import row_schema

    return pa.schema(
        [
            ("copies", row_schema().field("copies").type),
            ("cluster", pa.string()),
            ("mostly_copied", pa.bool_()),
        ]
    )


def signatures(records: Sequence[Record], pages: Sequence[Page | None]) -> pa.RecordBatch:
    """One row of :func:`signature_schema` a record, in order.

    A record without a page (unreadable, skipped) has no hashes and matches nothing.
    """
    import pyarrow as pa

    # What reads pages takes a tenth of a second to import, and joining signatures reads none.
    from detector.copies.content import disguise, main_text
    from detector.copies.sites import credited_names, own_names, source_names
    from features.attribution.byline import published as published_on

    texts = [main_text(page).codes if page is not None else _NO_TEXT for page in pages]
    sketches = sketch(texts)
    rows = list(zip(records, pages, strict=True))
    published = [
        day_number(published_on(page) or record.published) if page else None
        for record, page in rows
    ]
    columns = {
        "id": [record.id for record, _ in rows],
        "url": [record.url for record, _ in rows],
        "host": [page.host if page else None for _, page in rows],
        "published": published,
        "fetched": [day_number(record.fetched) for record, _ in rows],
        "names": [own_names(page) if page else [] for _, page in rows],
        "credited": [credited_names(page) if page else [] for _, page in rows],
        "sources": [source_names(page) if page else [] for _, page in rows],
        "chars": [len(codes) for codes in texts],
        "disguise": [disguise(page) if page else 0.0 for _, page in rows],
    }
    schema = signature_schema()
    arrays = [
        pa.array(columns[field.name], field.type) for field in schema if field.name in columns
    ]
    arrays.append(
        pa.ListArray.from_arrays(
            pa.array(sketches.starts, pa.int32()), pa.array(sketches.hashes, pa.uint64())
        )
    )
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def find_copies(
    parts: Sequence[Path],
    known: KnownIndex | None,
    work: Path,
    pairs_of: PairFinder = common_and_pairs,
) -> Iterator[pa.RecordBatch]:
    """Find the copies among the pages of all ``parts`` (and in ``known``); one batch a part.

    ``parts`` are Arrow IPC or Parquet files of :func:`signature_schema` rows; the batches come
    in the order of ``parts``, row for row, in :func:`copies_schema`. ``work`` is a folder for
    temporary files, which are removed at the end. ``pairs_of`` finds the pairs to verify; a
    cluster that has found them elsewhere brings its own.

    ``mostly_copied`` is true when at least 0.6 of the page's own normalised main text stands in
    pages that are older, or known and not younger, which the page does not credit, which do
    not credit it, and which do not belong to its own site; several such pages count together.
    A page that names anyone else as the source of its whole text (a wire service, say) has
    given credit, unless it is clearly more disguised than the other page: then the credit was
    copied with the text. Of two pages of a run whose dates tell nothing, the one that carries
    clearly more disguise and padding is the copy; failing that evidence neither is called one.

    Memory: about 80 bytes a page and working arrays of fixed size, some 300 MB in all; hashes
    and pairs are partitioned by hash on disk (at most 8 + 32 bytes a hash in ``work``). A page
    is paired with all others of a rare text, and with the first few in order of date and id of
    a text that stands in more than nine pages; ``copies`` lists the ``MOST_COPIES`` it holds
    most of.
    """
    with _folder(work) as scratch:
        yield from _by_part(parts, judged_ranges(parts, known, scratch, pairs_of))


@contextmanager
def _folder(work: Path) -> Iterator[Path]:
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="copies-", dir=work) as name:
        yield Path(name)


def _by_part(
    parts: Sequence[Path], ranges: Iterator[tuple[Store, Range]]
) -> Iterator[pa.RecordBatch]:
    """Cut ranges of pages into one batch a part."""
    import pyarrow as pa

    schema = copies_schema()
    held: list[pa.RecordBatch] = []
    part_starts = np.zeros(len(parts) + 1, dtype=np.int64)
    part, held_from = 0, 0
    for store, found in ranges:
        part_starts = store.part_starts
        held.append(_rows(found))
        while part < len(parts) and part_starts[part + 1] <= found.last:
            size = int(part_starts[part + 1] - part_starts[part])
            table = pa.Table.from_batches(held, schema)
            skip = int(part_starts[part]) - held_from
            yield _one_batch(table.slice(skip, size))
            held = table.slice(skip + size).to_batches()
            held_from = int(part_starts[part + 1])
            part += 1
    for _ in range(part, len(parts)):
        yield _one_batch(schema.empty_table())


def _one_batch(table: pa.Table) -> pa.RecordBatch:
    import pyarrow as pa

    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], schema=table.schema)


def _rows(found: Range) -> pa.RecordBatch:
    import pyarrow as pa

    links = found.links
    size = found.last - found.first
    nth = np.arange(len(links.page)) - np.searchsorted(links.page, links.page)
    top = np.flatnonzero(nth < MOST_COPIES)
    ends = np.searchsorted(links.page[top], np.arange(size + 1))
    judged = links.judged
    older = judged.older[top]
    schema = copies_schema()
    struct = schema.field("copies").type.value_type
    columns = {
        "id": pa.array(links.ids[top], pa.string()),
        "url": pa.array(links.urls[top], pa.string()),
        "containment": pa.array(np.round(links.share_there[top], 4)),
        "shared_chars": pa.array(np.rint(links.share_there[top] * links.chars[top]).astype("i8")),
        "credited": pa.array(judged.credits[top]),
        "older": pa.array(older == 1, mask=older == 0),
    }
    copies = pa.ListArray.from_arrays(
        pa.array(ends, pa.int32()),
        pa.StructArray.from_arrays([columns[f.name] for f in struct], fields=list(struct)),
    )
    return pa.RecordBatch.from_arrays(
        [copies, pa.array(found.cluster, pa.string()), pa.array(found.mostly_copied)],
        schema=schema,
    )


def passages(page: Page, hashes: npt.NDArray[np.uint64]) -> list[Span]:
    """Where in ``page.text`` the text behind shared ``hashes`` stands, in order.

    ``hashes`` are those of the page's sketch that another text has too, ascending. A passage
    runs from the first to the last of consecutive sampled shingles that are all shared; it
    may be short of the copied text by a few dozen characters at either end.
    """
    from detector.copies.content import main_text

    codes, offsets = main_text(page)
    mine, places = sampled_or_smallest(codes)
    if not len(mine) or not len(hashes):
        return []
    at = np.minimum(np.searchsorted(hashes, mine), len(hashes) - 1)
    shared = hashes[at] == mine
    edges = np.flatnonzero(np.diff(shared.astype(np.int8), prepend=0, append=0))
    return [
        Span(int(offsets[places[a]]), int(offsets[places[b - 1] + SHINGLE - 1]) + 1)
        for a, b in zip(edges[0::2].tolist(), edges[1::2].tolist(), strict=True)
    ]
