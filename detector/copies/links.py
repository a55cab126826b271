"""Everything the pages of a run share with each other and with known items, judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from detector.copies.edges import Found, PairFinder, find_edges, one_text
from detector.copies.judge import Facts, Judged, judge
from detector.copies.known import facts_of, load_matches, match_known
from detector.copies.match import Floats, Mask, Overlap
from detector.copies.pairs import common_and_pairs
from detector.copies.sketch import Hashes, Ints
from detector.copies.store import Store, load

if TYPE_CHECKING:
    import pyarrow as pa

    from detector.index.known import KnownIndex

MOSTLY = 0.6
"""Share of a page's own text that must be taken for the page to be a copy."""


@dataclass(frozen=True, slots=True)
class Links:
    """One entry for every page and other text it shares with, by page, most contained first.

    ``page`` counts from the start of the range. ``share_here`` is how much of the page stands
    in the other, ``share_there`` how much of the other stands in the page. ``known`` entries
    are items of the index, the others pages of the run. ``other`` tells others apart.
    ``chars`` is the other's size, ``one_text`` whether the two are one cluster, ``stock``
    whether most of what they share stands in very many texts.
    """

    page: Ints
    other: Ints
    known: Mask
    share_here: Floats
    share_there: Floats
    chars: Ints
    one_text: Mask
    stock: Mask
    judged: Judged
    taken: Mask
    ids: npt.NDArray[Any]
    urls: npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Range:
    """The judged pages ``first`` to ``last`` of the store.

    ``cluster`` names each page's cluster (``None`` = none), ``hub`` is the position of the
    page it is named after, -1 where it is named after a known item or there is none; ``hubs``
    the same of all pages of the run.
    ``mostly_copied`` as :func:`detector.copies.arm.find_copies` explains it.
    """

    first: int
    last: int
    links: Links
    cluster: list[str | None]
    hub: Ints
    hubs: Ints
    mostly_copied: Mask


def judged_ranges(
    parts: Sequence[Path],
    known: KnownIndex | None,
    work: Path,
    pairs_of: PairFinder = common_and_pairs,
) -> Iterator[tuple[Store, Range]]:
    """Find and judge everything; ranges of pages in order of position."""
    with closing(load(parts, work)) as store:
        if len(store):
            yield from _judged(store, known, work, pairs_of)


def _judged(
    store: Store, known: KnownIndex | None, work: Path, pairs_of: PairFinder
) -> Iterator[tuple[Store, Range]]:
    nobody = np.zeros(len(store), dtype=np.bool_)
    taken = match_known(store, known, work) if known is not None else nobody
    found = find_edges(store, work, taken, pairs_of)
    facts = Facts(*(getattr(store, name) for name in Facts._fields))
    for number, (first, last, edges) in enumerate(found.edges(store)):
        pieces = []
        if len(edges.page):
            names = store.named(edges.other)
            judged = judge(facts, edges.page, facts, edges.other)
            pieces.append(
                _Piece(
                    edges.page,
                    edges.other,
                    np.zeros(len(edges.page), dtype=np.bool_),
                    edges.overlap,
                    store.chars[edges.other].astype(np.int64),
                    judged,
                    names,
                )
            )
        if known is not None:
            pieces += _known_piece(store, facts, known, work, number)
        links = _links(store, pieces, first)
        yield store, _range(store, known, found, links, first, last)


@dataclass(frozen=True, slots=True)
class _Piece:
    page: Ints
    other: Ints
    known: Mask
    overlap: Overlap
    chars: Ints
    judged: Judged
    names: pa.Table


def _index(positions: Ints) -> pa.Array:
    import pyarrow as pa

    return pa.array(positions)


def _known_piece(
    store: Store, facts: Facts, known: KnownIndex, work: Path, number: int
) -> list[_Piece]:
    matches = load_matches(work, number)
    if not len(matches.page):
        return []
    rows = known.rows(matches.run, matches.item)
    # The page itself, crawled earlier, is no other text.
    own = store.named(matches.page)
    itself = _same(own, rows, "id") | _same(own, rows, "url")
    kept = np.flatnonzero(~itself)
    if not len(kept):
        return []
    rows = rows.take(_index(kept))
    page = matches.page[kept]
    return [
        _Piece(
            page,
            len(store) + (matches.run[kept] << 32) + matches.item[kept],
            np.ones(len(kept), dtype=np.bool_),
            Overlap(*(column[kept] for column in matches.overlap)),
            rows.column("chars").to_numpy().astype(np.int64),
            judge(facts, page, facts_of(rows), np.arange(len(kept))),
            rows.select(["id", "url"]),
        )
    ]


def _same(one: pa.Table, other: pa.Table, column: str) -> Mask:
    import pyarrow.compute as pc

    equal = pc.equal(one.column(column), other.column(column)).fill_null(False)
    same: Mask = equal.to_numpy()
    return same


def _links(store: Store, pieces: Sequence[_Piece], first: int) -> Links:
    def column(values: list[npt.NDArray[Any]], dtype: Any) -> npt.NDArray[Any]:
        return np.concatenate(values) if values else np.empty(0, dtype=dtype)

    page = column([p.page for p in pieces], np.int64)
    other = column([p.other for p in pieces], np.int64)
    here = column([p.overlap.share_here for p in pieces], np.float64)
    there = column([p.overlap.share_there for p in pieces], np.float64)
    known = column([p.known for p in pieces], np.bool_)
    # Ties in a way that the order of the input has no part in.
    tie = other.copy()
    tie[~known] = store.rank[other[~known]]
    order = np.lexsort((tie, ~known, -here, -there, page))
    judged = Judged(
        *(
            column([p.judged[n] for p in pieces], np.int8 if name == "older" else np.bool_)[order]
            for n, name in enumerate(Judged._fields)
        )
    )
    known = known[order]
    ids, urls = (
        column([p.names.column(c).to_numpy(zero_copy_only=False) for p in pieces], object)[order]
        for c in ("id", "url")
    )
    return Links(
        page=page[order] - first,
        other=other[order],
        known=known,
        share_here=here[order],
        share_there=there[order],
        chars=column([p.chars for p in pieces], np.int64)[order],
        one_text=column([one_text(p.overlap) for p in pieces], np.bool_)[order],
        stock=column([p.overlap.rare * 2 < p.overlap.shared for p in pieces], np.bool_)[order],
        judged=judged,
        taken=judged.taken(known),
        ids=ids,
        urls=urls,
    )


def _range(
    store: Store,
    known: KnownIndex | None,
    found: Found,
    links: Links,
    first: int,
    last: int,
) -> Range:
    hub = found.hub[first:last]
    cluster: list[str | None] = [None] * (last - first)
    members = np.flatnonzero(hub >= 0)
    names = store.named(hub[members]).column("id").to_pylist()
    for at, name in zip(members.tolist(), names, strict=True):
        cluster[at] = name
    # A page that is a known item's text is in the cluster of the one it holds most of.
    for at in np.flatnonzero(links.known & links.one_text)[::-1].tolist():
        cluster[int(links.page[at])] = links.ids[at]
    return Range(
        first, last, links, cluster, hub, found.hub, _mostly(store, known, links, first, last)
    )


def _mostly(store: Store, known: KnownIndex | None, links: Links, first: int, last: int) -> Mask:
    """Whether most of each page's text is taken, from one other text or from several."""
    taken = np.flatnonzero(links.taken)
    best = np.zeros(last - first)
    np.maximum.at(best, links.page[taken], links.share_here[taken])
    total = np.zeros(last - first)
    np.add.at(total, links.page[taken], links.share_here[taken])
    mostly = best >= MOSTLY
    for page in np.flatnonzero(~mostly & (total >= MOSTLY)).tolist():
        mine = store.hashes.values[
            store.hashes.starts[first + page] : store.hashes.starts[first + page + 1]
        ]
        rows = taken[links.page[taken] == page]
        mostly[page] = len(_covered(store, known, links, mine, rows)) >= MOSTLY * len(mine)
    return mostly


def _covered(
    store: Store, known: KnownIndex | None, links: Links, mine: Hashes, rows: Ints
) -> Hashes:
    """Which of a page's hashes stand in any of the texts of these links."""
    batch = rows[~links.known[rows]]
    found = [np.intersect1d(mine, store.hashes.of(links.other[batch])[0])]
    for at in rows[links.known[rows]].tolist():
        if known is not None:
            number = int(links.other[at]) - len(store)
            found.append(known.shared(np.asarray(mine), number >> 32, number & 0xFFFFFFFF))
    return np.unique(np.concatenate(found))
