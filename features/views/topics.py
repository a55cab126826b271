"""Stretches of content as vectors, for comparing what they are about."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features.page import Page, view
from features.span import Span
from features.twins import twin_of
from features.views.stretches import folded, paragraphs

_twin = twin_of(__name__)

Ints = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]

LEAST = 3
"""Stretches a page must have for neighbours to be compared."""
_LETTERS = 150
_MOST = 64
_BUCKET_BITS = 9
_BUCKETS = 1 << _BUCKET_BITS
_COMMON = 4096
"""Counts below this have their square roots in a table."""


class Topics(NamedTuple):
    """How alike the stretches of the content are.

    ``beside``: cosine of each stretch with the next; ``first`` and ``last`` the paragraphs that
    bound each stretch.
    """

    beside: list[float]
    first: Ints
    last: Ints


@functools.cache
def _roots() -> Floats:
    roots = np.sqrt(np.arange(_COMMON, dtype=np.float64))
    roots.setflags(write=False)
    return roots


_NONE = Topics([], *(np.empty(0, dtype=np.intp),) * 2)


@view
def topics(page: Page) -> Topics:
    """Cosines of the content's stretches, as counts of hashed letter pairs.

    A stretch is as many whole paragraphs as make 150 letters; long pages get longer
    stretches, at most 64. Counts are square-rooted, so that a word said often is no more
    than a word.
    """
    parts, text = paragraphs(page), folded(page)
    if _twin:
        content = None if text.content is None else text.content.view(np.uint8)
        known = _twin.counted(
            text.codes, content, parts.first, parts.sizes, _LETTERS, _MOST, LEAST, _BUCKET_BITS
        )
        return _NONE if known is None else _compared(*known)
    letters = np.add.accumulate(parts.sizes)
    if not len(letters) or letters[-1] < LEAST * _LETTERS:
        return _NONE
    step = max(_LETTERS, -(-int(letters[-1]) // _MOST))
    group = (letters - parts.sizes) // step
    starts = np.empty(len(group) + 1, dtype=np.bool_)
    starts[0] = starts[-1] = True
    np.not_equal(group[1:], group[:-1], out=starts[1:-1])
    cuts = starts.nonzero()[0]
    first, last = cuts[:-1], cuts[1:]
    sizes = np.add.reduceat(parts.sizes, first)
    # A last stretch too short to compare, or a short one before a long paragraph, is left out.
    long = sizes * 2 >= _LETTERS
    first, last, sizes = first[long], last[long], sizes[long]
    count = len(first)
    if count < LEAST:
        return _NONE
    codes, inside = text.codes, text.content
    pairs = codes[:-1] * np.uint32(0x9E3779B1)
    pairs ^= codes[1:] * np.uint32(0x85EBCA6B)
    pairs >>= np.uint32(32 - _BUCKET_BITS)
    # The stretch of every letter pair; content between two of them goes to the first.
    edges = np.empty(count + 1, dtype=np.intp)
    edges[:-1] = parts.first.take(first)
    edges[0], edges[-1] = 0, len(pairs)
    lengths = edges[1:] - edges[:-1]
    owner = np.repeat(np.arange(0, count * _BUCKETS, _BUCKETS), lengths)
    owner += pairs
    if inside is not None:
        owner = owner[inside[:-1]]
    counts = np.bincount(owner, minlength=count * _BUCKETS)
    few = len(codes) < _COMMON or counts.max() < _COMMON
    roots = (_roots().take(counts) if few else np.sqrt(counts)).reshape(count, _BUCKETS)
    if inside is not None:
        lengths = np.maximum(counts.reshape(count, _BUCKETS).sum(axis=1), 1)
    norms = np.sqrt(lengths)
    return _compared(roots, (norms[:-1] * norms[1:]).tolist(), first, last)


def _compared(roots: Floats, norms: list[float], first: Ints, last: Ints) -> Topics:
    """``norms`` are the products of neighbours'."""
    beside = np.einsum("ij,ij->i", roots[:-1], roots[1:]).tolist()
    return Topics([cosine / norm for cosine, norm in zip(beside, norms, strict=True)], first, last)


def mean_beside(found: Topics) -> float:
    """Mean cosine of neighbouring stretches, of which there must be some.

    Added one after the other: the built-in ``sum`` of floats rounds otherwise since Python 3.12.
    """
    total = 0.0
    for cosine in found.beside:
        total += cosine
    return total / len(found.beside)


def stretch_span(page: Page, number: int) -> Span:
    """Where one stretch stands in the text."""
    parts, found = paragraphs(page), topics(page)
    return Span(int(parts.starts[found.first[number]]), int(parts.ends[found.last[number] - 1]))
