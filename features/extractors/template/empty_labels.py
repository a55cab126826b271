"""Labels with no value behind them."""

from __future__ import annotations

import re

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 1000.0)
SOURCE = "new (a template filled from an empty record)"
SUBJECT = subject(ZERO, (cp.LETTER, cp.COLON))

# Behind the colon: only space up to the next label, on the same line or the next.
_EMPTY = re.compile(
    r"[^\S\n]{0,8}(?:\n\s{0,4}(?=[^\W\d_][^\s:：]{0,11}[:：])|(?=[^\W\d_]{2,12}[:：])|\Z)"
)
_LABEL = 12


def empty_labels(page: Page) -> Reading:
    """Labels (a word and a colon) with nothing before the next label, per 1,000 characters."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    if not chars.count(cp.COLON):
        return ZERO
    colons = chars.positions(cp.COLON)
    # What follows is a value, unless it is space or a label with a colon of its own.
    empty = chars.at(colons + 1, cp.SPACE)
    if colons[-1] + 1 == chars.size:
        empty[-1] = True
    empty[:-1] |= colons[1:] - colons[:-1] <= _LABEL + 1
    if not np.count_nonzero(empty):
        return ZERO
    empty &= chars.before(colons, cp.LETTER)
    colons = colons[empty]
    text = chars.text
    found = []
    for colon in colons.tolist():
        if _EMPTY.match(text, colon + 1):
            start = colon
            while start > 0 and colon - start < _LABEL and text[start - 1].isalpha():
                start -= 1
            found.append(Span(start, colon + 1))
    if not found:
        return ZERO
    return Reading(min(1000.0 * len(found) / chars.seen, 1000.0), lambda: found)
