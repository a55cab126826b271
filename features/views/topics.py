"""Stretches of content as vectors, for comparing what they are about."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features.page import Page, view
from features.span import Span
from features.views.stretches import folded, paragraphs

Ints = npt.NDArray[np.intp]

LEAST = 3
"""Stretches a page must have for neighbours to be compared."""
_LETTERS = 150
_MOST = 64
_BUCKET_BITS = 9
_BUCKETS = 1 << _BUCKET_BITS


class Topics(NamedTuple):
    """How alike the stretches of the content are.

    ``beside``: cosine of each stretch with the next, ``all_pairs`` the mean over all pairs,
    ``first`` and ``last`` the paragraphs that bound each stretch.
    """

    beside: list[float]
    all_pairs: float
    first: Ints
    last: Ints


@view
def topics(page: Page) -> Topics:
    """Cosines of the content's stretches, as counts of hashed letter pairs.

    A stretch is as many whole paragraphs as make 150 letters; long pages get longer
    stretches, at most 64. Counts are square-rooted, so that a word said often is no more
    than a word.
    """
    parts = paragraphs(page)
    none = np.empty(0, dtype=np.intp)
    letters = np.cumsum(parts.sizes)
    if not len(letters) or letters[-1] < LEAST * _LETTERS:
        return Topics([], 0.0, none, none)
    step = max(_LETTERS, -(-int(letters[-1]) // _MOST))
    group = (letters - parts.sizes) // step
    cuts = (group[1:] != group[:-1]).nonzero()[0] + 1
    first = np.concatenate(([0], cuts))
    last = np.append(cuts, len(parts))
    sizes = np.add.reduceat(parts.sizes, first)
    # A last stretch too short to compare, or a short one before a long paragraph, is left out.
    long = sizes * 2 >= _LETTERS
    first, last = first[long], last[long]
    count = len(first)
    if count < LEAST:
        return Topics([], 0.0, none, none)
    codes, inside = folded(page).codes, folded(page).content
    pairs = codes[:-1] * np.uint32(0x9E3779B1)
    pairs ^= codes[1:] * np.uint32(0x85EBCA6B)
    pairs >>= np.uint32(32 - _BUCKET_BITS)
    # The stretch of every letter pair; content between two of them goes to the first.
    begin = parts.first[first]
    owner = np.zeros(len(codes), dtype=np.intp)
    owner[begin[1:]] = _BUCKETS
    owner = np.cumsum(owner)[:-1]
    owner += pairs
    if inside is not None:
        owner = owner[inside[:-1]]
    counts = np.bincount(owner, minlength=count * _BUCKETS).reshape(count, _BUCKETS)
    vectors = np.sqrt(counts)
    vectors /= np.sqrt(np.maximum(counts.sum(axis=1), 1))[:, None]
    beside = np.einsum("ij,ij->i", vectors[:-1], vectors[1:])
    total = vectors.sum(axis=0)
    all_pairs = (float((total * total).sum()) - count) / (count * (count - 1))
    return Topics(beside.tolist(), all_pairs, first, last)


def mean_beside(found: Topics) -> float:
    """Mean cosine of neighbouring stretches, of which there must be some.

    Added one after the other: the built-in ``sum`` of floats rounds otherwise since Python 3.12.
    """
    return float(np.cumsum(found.beside)[-1]) / len(found.beside)


def stretch_span(page: Page, number: int) -> Span:
    """Where one stretch stands in the text."""
    parts, found = paragraphs(page), topics(page)
    return Span(int(parts.starts[found.first[number]]), int(parts.ends[found.last[number] - 1]))
