"""Paragraphs that say again what another paragraph of the page has said."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features.page import Page, view
from features.views.ngrams import passages
from features.views.stretches import Stretches, paragraphs
from features.views.words import words

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
    # Word by word, so that a passage is cut where a paragraph ends, there or at its source.
    sizes = found.ends - found.starts
    begins = np.cumsum(sizes) - sizes
    place = np.arange(int(sizes.sum())) + np.repeat(found.starts - begins, sizes)
    source = place - np.repeat(found.starts - found.sources, sizes)
    copies, sources = _owner(parts, text.first[place]), _owner(parts, text.first[source])
    pair = sources * len(parts) + copies
    breaks = np.ones(len(pair), dtype=np.bool_)
    breaks[1:] = pair[1:] != pair[:-1]
    breaks[begins] = True
    first = breaks.nonzero()[0]
    last = np.append(first[1:], len(pair))
    letters = text.edges[place[last - 1] + 1] - text.edges[place[first]]
    apart = sources[first] != copies[first]
    first, last, letters = first[apart], last[apart], letters[apart]
    if not len(first):
        return ()
    order = np.lexsort((-letters, pair[first]))
    first, last, letters = first[order], last[order], letters[order]
    heads = np.concatenate(([True], pair[first[1:]] != pair[first[:-1]])).nonzero()[0]
    shared = np.add.reduceat(letters, heads)
    return tuple(
        Overlap(*row)
        for row in zip(
            sources[first[heads]].tolist(),
            copies[first[heads]].tolist(),
            shared.tolist(),
            letters[heads].tolist(),
            place[first[heads]].tolist(),
            (place[last[heads] - 1] + 1).tolist(),
            strict=True,
        )
    )


def _owner(parts: Stretches, positions: Ints) -> Ints:
    """The paragraph that each folded position stands in."""
    owner: Ints = np.searchsorted(parts.first, positions, side="right") - 1
    return np.maximum(owner, 0)
