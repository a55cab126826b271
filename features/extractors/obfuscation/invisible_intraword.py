"""Invisible characters that cut words."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import points, with_context
from features.views.characters import between_words, characters, invisibles

BOUNDS = (0.0, 1000.0)
SOURCE = "new (seen in spam: U+2062, U+2068, U+200B inside words)"


def invisible_intraword(page: Page) -> Reading:
    """Invisible characters without typographic work inside a word, per 1,000 characters."""
    chars = characters(page)
    if not chars.size:
        return NOTHING
    found = invisibles(page)
    if not len(found):
        return Reading(0.0)
    cut = found[between_words(chars, found, found + 1)]
    return Reading(1000.0 * len(cut) / chars.size, lambda: with_context(chars.text, points(cut)))
