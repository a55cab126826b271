"""The words of the content: every character of an unspaced script, every word of a spaced one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.page import Page, view
from features.span import Span
from features.twins import twin_of
from features.views.characters import characters
from features.views.rolling import BASE
from features.views.stretches import folded

_twin = twin_of(__name__)

Ints = npt.NDArray[np.intp]

_DRAWN = cp.EMOJI | cp.PICTOGRAPH | cp.EMOJI_PART | cp.INVISIBLE

MOST = 1 << 20
"""Words looked at: beyond a million, a page's figures no longer change."""


class Words(NamedTuple):
    """Words in reading order, as they are once normalised.

    ``first`` and ``last`` bound each in the folded text, ``ids`` (uint64) are equal for equal
    words, ``edges`` sums the letters and digits of the words before each, one entry longer.
    ``single`` counts the words that are one character of an unspaced script.
    """

    first: Ints
    last: Ints
    ids: npt.NDArray[np.uint64]
    edges: Ints
    single: int

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.ids)


@view
def words(page: Page) -> Words:
    """The words of the content, at most :data:`MOST` of them.

    A word ends where the text has anything but a letter or digit, and around every character
    of Han, kana, Thai and other scripts written without spaces.
    """
    text, chars = folded(page), characters(page)
    offsets = text.offsets
    size = len(offsets)
    if not size:
        none = np.empty(0, dtype=np.intp)
        return Words(none, none, np.empty(0, dtype=np.uint64), np.zeros(1, dtype=np.intp), 0)
    if _twin:
        drawn = _DRAWN if chars.count(cp.EMOJI) or chars.count(cp.INVISIBLE) else 0
        kinds = cp.class_bits(cp.UNSEGMENTED, drawn)
        content = None if text.content is None else text.content.view(np.uint8)
        return Words(*_twin.words(text.codes, offsets, chars.padded, kinds, content, MOST, BASE))
    begins = np.empty(size, dtype=np.bool_)
    begins[0] = True
    np.greater(offsets[1:], offsets[:-1] + 1, out=begins[1:])
    if chars.count(cp.EMOJI) or chars.count(cp.INVISIBLE):
        # An emoji or invisible character set into a word does not end it.
        marks = chars.mask(_DRAWN)
        inside = marks.take(offsets[:-1] + 1, mode="clip")
        inside &= marks.take(offsets[1:] - 1, mode="clip")
        begins[1:] &= ~inside
    unspaced, single = None, 0
    if chars.count(cp.HAN) or chars.count(cp.KANA) or chars.count(cp.UNSPACED):
        unspaced = chars.mask(cp.UNSEGMENTED).take(offsets)
        begins |= unspaced
        begins[1:] |= unspaced[:-1]
        single = int(np.count_nonzero(unspaced))
    starts = begins.nonzero()[0]
    # The words tile the text: each ends where the next begins.
    edges = np.empty(len(starts) + 1, dtype=np.intp)
    edges[:-1] = starts
    edges[-1] = size
    first, last = edges[:-1], edges[1:]
    ids = text.rolling.pieces(edges)
    if text.content is not None or len(first) > MOST:
        kept = (
            np.arange(len(first)) if text.content is None else text.content.take(first).nonzero()[0]
        )
        kept = kept[:MOST]
        first, last, ids = first.take(kept), last.take(kept), ids.take(kept)
        edges = np.zeros(len(first) + 1, dtype=np.intp)
        np.cumsum(last - first, out=edges[1:])
        if unspaced is not None:
            single = int(np.count_nonzero(unspaced.take(first)))
    return Words(first, last, ids, edges, single)


def word_spans(page: Page, starts: Ints, length: int | Ints) -> list[Span]:
    """One span for each run of ``length`` words (one for all, or one each) from the given words."""
    found, offsets = words(page), folded(page).offsets
    begin = offsets[found.first[starts]]
    end = offsets[found.last[starts + length - 1] - 1] + 1
    return [Span(a, b) for a, b in zip(begin.tolist(), end.tolist(), strict=True)]
