"""The words of the content: every character of an unspaced script, every word of a spaced one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.page import Page, view
from features.span import Span
from features.views.characters import characters
from features.views.stretches import folded

Ints = npt.NDArray[np.intp]

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
    size = len(text.codes)
    if not size:
        none = np.empty(0, dtype=np.intp)
        return Words(none, none, np.empty(0, dtype=np.uint64), np.zeros(1, dtype=np.intp), 0)
    unspaced = chars.mask(cp.UNSEGMENTED).take(text.offsets)
    begins = np.empty(size, dtype=np.bool_)
    begins[0] = True
    np.greater(text.offsets[1:], text.offsets[:-1] + 1, out=begins[1:])
    if chars.count(cp.EMOJI) or chars.count(cp.INVISIBLE):
        # An emoji or invisible character set into a word does not end it.
        drawn = chars.mask(cp.EMOJI | cp.PICTOGRAPH | cp.EMOJI_PART | cp.INVISIBLE)
        inside = drawn.take(text.offsets[:-1] + 1, mode="clip")
        inside &= drawn.take(text.offsets[1:] - 1, mode="clip")
        begins[1:] &= ~inside
    begins |= unspaced
    begins[1:] |= unspaced[:-1]
    first = begins.nonzero()[0]
    last = np.append(first[1:], size)
    if text.content is not None:
        inside = text.content[first]
        first, last = first[inside], last[inside]
    if len(first) > MOST:
        first, last = first[:MOST], last[:MOST]
    edges = np.zeros(len(first) + 1, dtype=np.intp)
    np.cumsum(last - first, out=edges[1:])
    return Words(
        first,
        last,
        text.rolling.stretches(first, last),
        edges,
        int(np.count_nonzero(unspaced[first])),
    )


def word_spans(page: Page, starts: Ints, length: int) -> list[Span]:
    """One span for each run of ``length`` words beginning at the given words."""
    found, offsets = words(page), folded(page).offsets
    begin = offsets[found.first[starts]]
    end = offsets[found.last[starts + length - 1] - 1] + 1
    return [Span(a, b) for a, b in zip(begin.tolist(), end.tolist(), strict=True)]
