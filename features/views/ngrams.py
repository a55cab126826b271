"""The words, pairs of words and passages that stand on the page more than once."""

from __future__ import annotations

import functools
import threading
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features.page import Page, view
from features.span import Span
from features.twins import twin_of
from features.views.words import Words, word_spans, words

_twin = twin_of(__name__)

Ints = npt.NDArray[np.intp]

LENGTHS = 5
"""The longest run counted; repeated passages are followed from its occurrences."""

_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_AGAIN = np.uint64(0xD6E8FEB86659FD93)
_SMALL = 48
_TABLE_BITS = 16
_PAIR = np.uint64(0x9FB21C651E98DF25)
_FOUR = np.uint64(0xC2B2AE3D27D4EB4F)
_FIVE = np.uint64(0x165667B19E3779F9)
_scratch = threading.local()


def _table(bits: int) -> Ints:
    # What a slot held before is never read, so pages of ordinary size share one table a thread:
    # fresh memory costs more than all the rest.
    if bits > _TABLE_BITS:
        return np.empty(1 << bits, dtype=np.intp)
    table: Ints | None = getattr(_scratch, "table", None)
    if table is None:
        table = _scratch.table = np.empty(1 << _TABLE_BITS, dtype=np.intp)
    return table


@functools.cache
def _numbers() -> tuple[Ints, Ints]:
    """0, 1, 2, ... and the same backwards, for pages of ordinary size: neither is written to."""
    forward = np.arange(1 << _TABLE_BITS)
    backward = forward[::-1].copy()
    forward.setflags(write=False)
    backward.setflags(write=False)
    return forward, backward


def _ascending(size: int) -> Ints:
    return _numbers()[0][:size] if size <= 1 << _TABLE_BITS else np.arange(size)


def _descending(size: int) -> Ints:
    return _numbers()[1][-size:] if size <= 1 << _TABLE_BITS else np.arange(size)[::-1].copy()


def first_occurrences(values: npt.NDArray[np.uint64], depth: int = 0) -> Ints:
    """For each value the index of its first occurrence, in linear time.

    A table without chains: every value writes its index into a slot, the earliest last; the
    values that find a stranger there are looked up among themselves. Values still unlucky
    after six rounds (they must have been made for it) count as single.
    """
    size = len(values)
    if size <= _SMALL:
        seen: dict[int, int] = {}
        return np.array(
            [seen.setdefault(value, at) for at, value in enumerate(values.tolist())], dtype=np.intp
        )
    if depth == 6:
        return np.arange(size)
    bits = max(_TABLE_BITS, (size * 4).bit_length())
    table = _table(bits)
    mixed = values * _FACTOR
    mixed >>= np.uint64(64 - bits)
    slots = mixed.view(np.int64)
    # Writing from arrays that run forwards takes half the time of writing from reversed views.
    table[slots[::-1].copy()] = _descending(size)
    first: Ints = table.take(slots)
    lost = (values.take(first) != values).nonzero()[0]
    if len(lost):
        first[lost] = lost.take(first_occurrences(values.take(lost) * _AGAIN, depth + 1))
    return first


class Runs(NamedTuple):
    """The content's words, or its pairs of neighbouring words, as they repeat.

    ``first``: for every place the first one at which the same stands (itself, when it is the
    first); ``counts``: how often what first stands at a place does, 0 at all later ones.
    """

    first: Ints
    counts: Ints


class Passages(NamedTuple):
    """Stretches of at least five words that an earlier stretch of the page has said.

    Word numbers: each ``[start, end)`` says what begins at ``source``; one passage does not
    reach into the next but they may share words.
    """

    starts: Ints
    ends: Ints
    sources: Ints


@view
def singles(page: Page) -> Runs:
    """The words of the content as they repeat."""
    return counted(words(page).ids)


@view
def pairs(page: Page) -> Runs:
    """The pairs of neighbouring words as they repeat; one fewer than there are words."""
    return Runs(*_twin.runs(words(page).ids, 2)) if _twin else counted(_pair_keys(page))


def counted(keys: npt.NDArray[np.uint64]) -> Runs:
    """Values of 64 bits as they repeat."""
    if _twin:
        return Runs(*_twin.runs(keys, 1))
    first = first_occurrences(keys)
    return Runs(first, np.bincount(first, minlength=len(keys)))


def frequent(page: Page, *, paired: bool, few: int, long: int) -> list[int]:
    """How often each word, or each pair of words, stands that does so more than ``few`` times.

    Of words only those of ``long`` letters or more; in the order in which they first stand.
    """
    text = words(page)
    if _twin:
        counts: list[int] = _twin.frequent(
            text.ids, text.first, text.last, 1 + paired, few, 0 if paired else long
        )
        return counts
    found = (pairs(page) if paired else singles(page)).counts
    at = (found > few).nonzero()[0]
    if not paired:
        at = at[text.last.take(at) - text.first.take(at) >= long]
    return list(found.take(at).tolist())


@view
def _pair_keys(page: Page) -> npt.NDArray[np.uint64]:
    ids = words(page).ids
    keys: npt.NDArray[np.uint64] = ids[:-1] * _PAIR
    keys += ids[1:]
    return keys


@view
def passages(page: Page) -> Passages:
    """The repeated passages of the content, in reading order."""
    ids = words(page).ids
    if _twin:
        return Passages(*_twin.passages(ids))
    two = _pair_keys(page)
    none = np.empty(0, dtype=np.intp)
    if len(ids) < LENGTHS:
        return Passages(none, none, none)
    # Runs of five words by hashes of 64 bits, made of the pairs and one word more.
    keys = two[:-3] * _FOUR
    keys += two[2:-1]
    keys *= _FIVE
    keys += ids[4:]
    first = first_occurrences(keys)
    later = (first != _ascending(len(first))).nonzero()[0]
    if not len(later):
        return Passages(none, none, none)
    source = first.take(later)
    broken = (later[1:] != later[:-1] + 1) | (source[1:] != source[:-1] + 1)
    edges = np.concatenate(([0], broken.nonzero()[0] + 1, [len(later)]))
    begin = edges[:-1]
    return Passages(later[begin], later[edges[1:] - 1] + LENGTHS, source[begin])


@view
def _covered(page: Page) -> tuple[Ints, Ints]:
    """Words of each passage, and letters of it that the passage before does not hold."""
    starts, ends, _ = passages(page)
    edges = words(page).edges
    # Passages are in order of their starts and of their ends: overlap is with the one before.
    begin = starts.copy()
    np.maximum(begin[1:], ends[:-1], out=begin[1:])
    return ends - starts, edges.take(ends) - edges.take(begin)


def repeated_share(page: Page, length: int) -> float:
    """Share of the content's letters in passages of ``length`` words or more said before."""
    starts, ends, _ = passages(page)
    if not len(starts):
        return 0.0
    if _twin:
        edges = words(page).edges
        return int(_twin.letters_covered(starts, ends, edges, length)) / int(edges[-1])
    sizes, letters = _covered(page)
    if length > LENGTHS:
        letters = letters[sizes >= length]
    return int(letters.sum()) / int(words(page).edges[-1])


def repeated_spans(page: Page, length: int) -> list[Span]:
    """The passages that :func:`repeated_share` counts, longest first."""
    starts, ends, _ = passages(page)
    long = ends - starts >= length
    spans = word_spans(page, starts[long], (ends - starts)[long])
    return sorted(spans, key=lambda span: (span.start - span.end, span.start))


def enough_words(found: Words, least: int = 50) -> bool:
    """Whether a page has enough words for its figures on runs of words to mean anything."""
    return len(found) >= least
