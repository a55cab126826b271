"""Two different stops side by side."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import with_context
from features.span import Span
from features.views.characters import characters
from features.views.stops import stops

BOUNDS = (0.0, 1000.0)
SOURCE = "new (seams of text that was cut or had words removed)"

# Signs that writers do put together: ?! and dots, and what follows abbreviations.
_FREE = frozenset("?!？！….:·")


def punctuation_clashes(page: Page) -> Reading:
    """Two different commas or stops with nothing between them, per 1,000 characters."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    at, touching = stops(page)
    if not len(touching):
        return Reading(0.0)
    text = chars.text
    found = [
        Span(place, place + 2)
        for place in at[touching].tolist()
        if text[place] != text[place + 1]
        and text[place] not in _FREE
        and text[place + 1] not in _FREE
    ]
    return Reading(1000.0 * len(found) / chars.seen, lambda: with_context(text, found))
