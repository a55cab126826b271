"""Symbols in the middle of words."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, Reading, Without, subject
from features.page import Page
from features.quotes import points, with_context
from features.views.characters import between_words, characters
from features.views.ornaments import ornaments

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, (Without("$+<=>^`|~", cp.SYMBOL),))


def symbol_intraword_share(page: Page) -> Reading:
    """Share of the non-ASCII symbols that have a letter or digit directly on both sides."""
    found = ornaments(page)
    if not len(found):
        return NOTHING
    chars = characters(page)
    inside = between_words(chars, found, found + 1)
    return Reading(
        int(np.count_nonzero(inside)) / len(found),
        lambda: with_context(chars.text, points(found[inside])),
    )
