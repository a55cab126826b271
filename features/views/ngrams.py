"""The words, pairs of words and passages that stand on the page more than once."""

from __future__ import annotations

import functools
import math
import threading
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features.page import Page, view
from features.span import Span
from features.views.words import Words, word_spans, words

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


@functools.cache
def _weights() -> npt.NDArray[np.float64]:
    """``c * ln c`` for every count ``c`` below 4096; 0 for 0."""
    counts = np.arange(4096, dtype=np.float64)
    weights = counts * np.log(np.maximum(counts, 1))
    weights.setflags(write=False)
    return weights


class Grams(NamedTuple):
    """The runs of one number of words.

    ``first``: for every place the first occurrence of the run that begins there (itself,
    when it is the first). ``top`` is the first place of the most frequent run, ``often`` how
    often that occurs. ``counts`` holds how often each run occurs that may repeat (and zeros).
    """

    first: Ints
    top: int
    often: int
    counts: Ints


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
    return _counted(words(page).ids)


@view
def pairs(page: Page) -> Runs:
    """The pairs of neighbouring words as they repeat; one fewer than there are words."""
    return _counted(_pair_keys(page))


def _counted(keys: npt.NDArray[np.uint64]) -> Runs:
    first = first_occurrences(keys)
    return Runs(first, np.bincount(first, minlength=len(keys)))


@view
def _pair_keys(page: Page) -> npt.NDArray[np.uint64]:
    ids = words(page).ids
    keys: npt.NDArray[np.uint64] = ids[:-1] * _PAIR
    keys += ids[1:]
    return keys


@view
def grams(page: Page) -> dict[int, Grams]:
    """The content's runs of one, two, three and five words, as far as any repeat.

    A run of five words is known by the two runs of three that overlap in it.
    """
    ids = words(page).ids
    total = len(ids)
    if not total:
        return {}
    first = first_occurrences(ids)
    counts = np.bincount(first, minlength=total)
    found = {1: _tallied(first, counts, None)}
    wide = counts
    for length, step in ((2, 1), (3, 1), (5, 2)):
        # Both shorter runs must repeat for the longer one to do so.
        repeated = wide.take(first) > 1
        places = (repeated[:-step] & repeated[step:]).nonzero()[0]
        if not len(places):
            break
        keys = first.take(places)
        keys *= total
        keys += first.take(places + step)
        local = first_occurrences(keys.view(np.uint64))
        counts = np.bincount(local, minlength=len(places))
        first = np.arange(total)
        first[places] = places.take(local)
        found[length] = _tallied(first, counts, places)
        if found[length].often < 2:
            break
        wide = np.zeros(total, dtype=np.intp)
        wide[places] = counts
    return found


def _tallied(first: Ints, counts: Ints, places: Ints | None) -> Grams:
    best = int(counts.argmax())
    top = best if places is None else int(places[best])
    return Grams(first, top, int(counts[best]), counts)


@view
def passages(page: Page) -> Passages:
    """The repeated passages of the content, in reading order."""
    ids, two = words(page).ids, _pair_keys(page)
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


def top_share(page: Page, length: int) -> tuple[float, Ints]:
    """Share of the content's letters in the most frequent run of words, and where it stands.

    Occurrences that overlap count in full, as in Gopher, cut at 1. Zero, and no place, when
    no run of this length occurs twice.
    """
    runs = grams(page)
    if length not in runs or runs[length].often < 2:
        return 0.0, np.empty(0, dtype=np.intp)
    run, edges = runs[length], words(page).edges
    size = int(edges[run.top + length]) - int(edges[run.top])
    return min(size * run.often / int(edges[-1]), 1.0), (run.first == run.top).nonzero()[0]


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
    if not len(passages(page).starts):
        return 0.0
    sizes, letters = _covered(page)
    if length > LENGTHS:
        letters = letters[sizes >= length]
    return int(letters.sum()) / int(words(page).edges[-1])


def repeated_spans(page: Page, length: int) -> list[Span]:
    """The passages that :func:`repeated_share` counts, longest first."""
    starts, ends, _ = passages(page)
    spans = [
        word_spans(page, np.array([start]), end - start)[0]
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        if end - start >= length
    ]
    return sorted(spans, key=lambda span: (span.start - span.end, span.start))


def entropy(page: Page, length: int) -> float:
    """Entropy of the content's runs of words in nats: ``ln N - sum(c ln c) / N``.

    It is also the mean negative log-likelihood of the page's runs under their own
    frequencies. ``nan`` when there are fewer than ``length`` words.
    """
    total = len(words(page)) - length + 1
    if total < 1:
        return math.nan
    runs = grams(page)
    if length not in runs:
        return math.log(total)
    counts = runs[length].counts
    if runs[length].often < len(_weights()):
        weights = _weights().take(counts)
    else:
        weights = np.asarray(counts * np.log(np.maximum(counts, 1)), dtype=np.float64)
    return math.log(total) - float(weights.sum()) / total


def enough_words(found: Words, least: int = 50) -> bool:
    """Whether a page has enough words for its figures on runs of words to mean anything."""
    return len(found) >= least
