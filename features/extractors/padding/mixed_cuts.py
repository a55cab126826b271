"""Texts cut off by more than one hand."""

from __future__ import annotations

import math
import re

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.stretches import lines

BOUNDS = (0.0, 20.0)
SOURCE = "new (pages of snippets collected from several sites)"

_SHORTEST = 20
"""Letters of a line that may be a snippet."""
_MARK = re.compile(
    r"[\s\"'”’」]{0,3}(?:(?P<bracket>[\[［(（]\s?(?:…{1,2}|\.{3,6})\s?[\]］)）])|(?P<dots>\.{3,6})"
    r"|(?P<ellipsis>…{1,2}))[\s\"'”’」»)）]{0,3}(?:\n|\Z)"
)


def mixed_cuts(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the lines cut off in another way than most cut lines are.

    Ways of cutting are an ellipsis, three dots, and either in brackets, behind a line of 20
    letters or more.
    """
    found = lines(page)
    if not len(found):
        return NOTHING
    text = page.text
    if "…" not in text and "..." not in text:
        return ZERO
    ways: dict[str, list[Span]] = {}
    for size, start, end in zip(
        found.sizes.tolist(), found.starts.tolist(), found.ends.tolist(), strict=True
    ):
        if size < _SHORTEST:
            continue
        mark = _MARK.match(text, end)
        if mark is not None:
            ways.setdefault(str(mark.lastgroup), []).append(Span(max(start, end - 20), mark.end()))
    others = sum(map(len, ways.values())) - max(map(len, ways.values()), default=0)
    if not others:
        return ZERO
    return Reading(
        math.log2(1 + others), lambda: sorted(span for spans in ways.values() for span in spans)
    )
