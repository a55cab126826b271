"""Matches of a run's pages against known content, a range of pages at a time, on disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from detector.copies.dates import UNKNOWN
from detector.copies.domains import site_of
from detector.copies.edges import PAGES_A_FILE, one_text
from detector.copies.judge import Facts
from detector.copies.match import Mask, Overlap
from detector.copies.sketch import Ints
from detector.copies.store import Lists, Store, key_of

if TYPE_CHECKING:
    import pyarrow as pa

    from detector.index.known import KnownIndex

QUERIES_AT_ONCE = 1 << 12


class KnownMatches(NamedTuple):
    """Known items the pages of a range match; ``item`` is a row of :func:`item_rows`."""

    page: Ints
    run: Ints
    item: Ints
    overlap: Overlap


def match_known(store: Store, index: KnownIndex, work: Path) -> Mask:
    """Match every page; returns which pages are, in the main, the text of a known item."""
    taken = np.zeros(len(store), dtype=np.bool_)
    for number, first in enumerate(range(0, len(store), PAGES_A_FILE)):
        last = min(first + PAGES_A_FILE, len(store))
        pieces = []
        for start in range(first, last, QUERIES_AT_ONCE):
            found = index.query(store.sketches(start, min(start + QUERIES_AT_ONCE, last)))
            pieces.append(np.stack([found.query + start, found.run, found.item, *found.overlap]))
        rows = np.concatenate(pieces, axis=1)
        np.save(work / f"known-{number:05d}.npy", rows)
        matches = KnownMatches(rows[0], rows[1], rows[2], Overlap(*rows[3:]))
        taken[matches.page[one_text(matches.overlap)]] = True
    return taken


def load_matches(work: Path, number: int) -> KnownMatches:
    """The matches of a range of pages, as :func:`match_known` left them."""
    path = work / f"known-{number:05d}.npy"
    rows = np.load(path) if path.exists() else np.empty((7, 0), dtype=np.int64)
    return KnownMatches(rows[0], rows[1], rows[2], Overlap(*rows[3:]))


def facts_of(rows: pa.Table) -> Facts:
    """What is known of items, given as :func:`~detector.index.layout.item_schema` rows."""
    names = [[key_of(name) for name in found or ()] for found in rows.column("names").to_pylist()]
    sizes = [len(found) for found in names]
    days = [
        rows.column(column).fill_null(int(UNKNOWN)).to_numpy().astype(np.int32)
        for column in ("published", "fetched")
    ]
    hosts = rows.column("host").to_pylist()
    nobody = Lists(np.empty(0, dtype=np.uint64), np.zeros(rows.num_rows + 1, dtype=np.int64))
    return Facts(
        published=days[0],
        fetched=days[1],
        sites=np.array([key_of(site_of(host)) for host in hosts], dtype=np.uint64),
        disguise=np.full(rows.num_rows, np.nan, dtype=np.float32),
        names=Lists(
            np.array([key for found in names for key in found], dtype=np.uint64),
            np.concatenate(([0], np.cumsum(np.array(sizes, dtype=np.int64)))),
        ),
        credited=nobody,
        sources=nobody,
    )
