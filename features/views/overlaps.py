"""Paragraphs that say again what another paragraph of the page has said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features.page import Page, view
from features.twins import twin_of
from features.views.ngrams import Passages, passages
from features.views.stretches import LONG, Stretches, paragraphs
from features.views.words import words

_twin = twin_of(__name__)

Ints = npt.NDArray[np.intp]


class Overlap(NamedTuple):
    """A paragraph of which part has stood in another one before.

    ``source`` and ``copy`` number :func:`~features.views.stretches.paragraphs`, ``shared`` is
    how many letters of ``copy`` stand in passages of ``source``, ``longest`` the letters of
    the longest one and ``start``, ``end`` its words (numbers of the page's words).
    """

    source: int
    copy: int
    shared: int
    longest: int
    start: int
    end: int


@view
def overlaps(page: Page) -> tuple[Overlap, ...]:
    """Pairs of paragraphs that share a passage of five words (in Chinese, characters) or more.

    A passage is paired with the first place it stands only, so a page of ``n`` copies has
    ``n - 1`` pairs. Linear in the length of the repeated passages.
    """
    found = passages(page)
    if not len(found.starts):
        return ()
    parts, text = paragraphs(page), words(page)
    if _twin:
        pairs = _twin.paired(*found, parts.first, text.first, text.edges)
        return tuple([Overlap(*pair) for pair in pairs])
    start, end, source = found.starts, found.ends, found.sources
    ends = np.concatenate((start, source, end - 1, source + (end - start) - 1))
    owners = _owner(parts, text.first.take(ends)).reshape(4, len(start))
    copies, sources = owners[0], owners[1]
    if not np.array_equal(owners[:2], owners[2:]):
        start, end, source = _cut(parts, text.first, found)
        copies, sources = _owner(parts, text.first[start]), _owner(parts, text.first[source])
    apart = (sources != copies).nonzero()[0]
    if not len(apart):
        return ()
    copies, sources, start, end = (
        copies.take(apart),
        sources.take(apart),
        start.take(apart),
        end.take(apart),
    )
    letters = text.edges.take(end) - text.edges.take(start)
    columns = sources, copies, letters, start, end
    return _paired(zip(*[column.tolist() for column in columns], strict=True))


class SaidAgain(NamedTuple):
    """How much of one paragraph another one says, paragraphs of :data:`~.stretches.LONG` only.

    ``share``: the greatest share that two paragraphs have in common of the shorter one, ``copy``
    the later of the two. ``lead``: the greatest share of a paragraph that stands in one piece
    inside the next, as the words ``[start, end)``. Shares may be a little above 1.
    """

    share: float
    copy: int
    lead: float
    start: int
    end: int


@view
def said_again(page: Page) -> SaidAgain:
    """How much of one paragraph another paragraph of the page says again."""
    best, which, lead, start, end = 0.0, -1, 0.0, 0, 0
    found = passages(page)
    if not len(found.starts):
        return SaidAgain(best, which, lead, start, end)
    parts = paragraphs(page)
    if _twin:
        text = words(page)
        return SaidAgain(
            *_twin.greatest(*found, parts.first, text.first, text.edges, parts.sizes, LONG)
        )
    sizes = parts.sizes.tolist()
    for pair in overlaps(page):
        shorter = min(sizes[pair.source], sizes[pair.copy])
        if shorter >= LONG and pair.shared / shorter > best:
            best, which = pair.shared / shorter, pair.copy
        size = sizes[pair.source]
        if pair.copy == pair.source + 1 and size >= LONG and pair.longest / size > lead:
            lead, start, end = pair.longest / size, pair.start, pair.end
    return SaidAgain(best, which, lead, start, end)


def _paired(pieces: Iterable[tuple[int, int, int, int, int]]) -> tuple[Overlap, ...]:
    """Pieces put together by source and copy; they come as source, copy, letters, start, end."""
    pairs: dict[tuple[int, int], list[int]] = {}
    for source_part, copy, size, begin, stop in pieces:
        pair = pairs.setdefault((source_part, copy), [0, 0, 0, 0])
        pair[0] += size
        if size > pair[1]:
            pair[1:] = size, begin, stop
    return tuple([Overlap(*pair, *rest) for pair, rest in pairs.items()])


def _cut(parts: Stretches, first: Ints, found: Passages) -> tuple[Ints, Ints, Ints]:
    """Passages cut, word by word, where a paragraph ends, there or at their source."""
    sizes = found.ends - found.starts
    begins = np.cumsum(sizes) - sizes
    place = np.arange(int(sizes.sum())) + np.repeat(found.starts - begins, sizes)
    source = place - np.repeat(found.starts - found.sources, sizes)
    pair = _owner(parts, first[source]) * len(parts) + _owner(parts, first[place])
    breaks = np.ones(len(pair), dtype=np.bool_)
    breaks[1:] = pair[1:] != pair[:-1]
    breaks[begins] = True
    edge = breaks.nonzero()[0]
    last = np.append(edge[1:], len(pair)) - 1
    return place[edge], place[last] + 1, source[edge]


def _owner(parts: Stretches, positions: Ints) -> Ints:
    """The paragraph that each folded position stands in."""
    # No word stands before the first paragraph.
    owner: Ints = parts.first.searchsorted(positions, side="right") - 1
    return owner
