"""Ornaments and other symbols in the text."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, Without, subject
from features.page import Page
from features.quotes import points
from features.views.characters import characters
from features.views.ornaments import ornaments

BOUNDS = (0.0, 1.0)
SOURCE = "Gopher, Rae et al. 2021 (symbol-to-word ratio), widened to all non-ASCII symbols"
SUBJECT = subject(ZERO, (Without("$+<=>^`|~", cp.SYMBOL),))


def symbol_density(page: Page) -> Reading:
    """Non-ASCII symbols (stars, arrows, boxes; not emoji) as a share of the visible characters."""
    seen = characters(page).seen
    if not seen:
        return NOTHING
    found = ornaments(page)
    if not len(found):
        return ZERO
    return Reading(len(found) / seen, lambda: points(found))
