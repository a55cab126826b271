"""How often the text puts things in brackets."""

from __future__ import annotations

import re

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "NeMo Curator ParenthesesFilter"

_OPENING = "([（【"
_FIND = re.compile(r"[(\[（【]")


def parentheses_share(page: Page) -> Reading:
    """Opening brackets, round, square and lenticular, as a share of the visible characters."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    if not chars.count(cp.BRACKET):
        return Reading(0.0)
    count = sum(map(chars.text.count, _OPENING))
    return Reading(
        count / chars.seen, lambda: [Span(*hit.span()) for hit in _FIND.finditer(chars.text)]
    )
