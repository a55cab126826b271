"""Rows of short items between separators, in any script."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.page import Page, view
from features.span import Span
from features.views.characters import characters
from features.views.masks import stretches_of

Ints = npt.NDArray[np.intp]

LONGEST_ITEM = 16
"""Characters of the longest item."""
_BARS = "|_｜＿"


class Listings(NamedTuple):
    """Rows of items: ``last - first`` counts them, ``starts`` and ``ends`` bound each row."""

    first: Ints
    last: Ints
    starts: Ints
    ends: Ints

    def spans(self, least: int = 2, most: int | None = None) -> list[Span]:
        """Rows of at least ``least`` items, those with most items first."""
        sizes = self.last - self.first
        order = np.argsort(-sizes, kind="stable")
        order = order[sizes[order] >= least][:most]
        return [
            Span(start, end)
            for start, end in zip(
                self.starts[order].tolist(), self.ends[order].tolist(), strict=True
            )
        ]


@view
def listings(page: Page) -> Listings:
    """Rows of two items or more, each at most 16 characters, inside one line and sentence."""
    chars = characters(page)
    none = np.empty(0, dtype=np.intp)
    separator = chars.mask(cp.COMMA | cp.ENUMERATION)
    for bar in _BARS:
        if bar in chars.text:
            separator = separator | (chars.codes == ord(bar))
    at = (chars.mask(cp.TERMINATOR | cp.NEWLINE) | separator).nonzero()[0]
    if len(at) < 2:
        return Listings(none, none, none, none)
    # The text begins and ends with a cut, too.
    at = np.concatenate(([-1], at, [chars.size]))
    # An item lies between two neighbouring cuts; a row goes on where its cut separates.
    joins = separator.take(at, mode="clip")
    joins[0] = joins[-1] = False
    gap = at[1:] - at[:-1]
    item = (gap > 1) & (gap <= LONGEST_ITEM + 1) & (joins[1:] | joins[:-1])
    # item i lies between cuts i and i + 1; it continues the row of item i - 1 over cut i.
    linked = item[1:] & item[:-1] & joins[1:-1]
    first, last = stretches_of(linked)
    last = last + 1
    return Listings(first, last, at[first] + 1, at[last])
