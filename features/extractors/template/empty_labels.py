"""Labels with no value behind them."""

from __future__ import annotations

import re
from itertools import pairwise

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
_NEAR = 1 + 8 + 1 + 4 + 1 + 11
"""Characters from a colon to that of the next label or to the end of the text, at most."""


def empty_labels(page: Page) -> Reading:
    """Labels (a word and a colon) with nothing before the next label, per 1,000 characters."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    if not chars.count(cp.COLON):
        return ZERO
    colons = chars.positions(cp.COLON).tolist()
    text, classes = chars.text, chars.padded
    letter, space = cp.class_translation(cp.LETTER), cp.class_translation(cp.SPACE)
    found = []
    for colon, after in pairwise([*colons, chars.size]):
        if after - colon > _NEAR or not letter[classes[colon - 1]]:
            continue
        # What follows is a value, unless it is space or a label with a colon of its own.
        if (
            not space[classes[colon + 1]]
            and after - colon > (_LABEL if after < chars.size else 0) + 1
        ):
            continue
        if _EMPTY.match(text, colon + 1):
            start = colon
            while start > 0 and colon - start < _LABEL and text[start - 1].isalpha():
                start -= 1
            found.append(Span(start, colon + 1))
    if not found:
        return ZERO
    return Reading(min(1000.0 * len(found) / chars.seen, 1000.0), lambda: found)
