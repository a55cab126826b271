"""Characters that are neither letters, digits nor spaces."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "Data-Juicer special_characters_filter"


def special_char_ratio(page: Page) -> Reading:
    """Punctuation, symbols and emoji as a share of the visible characters."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    special = chars.count(cp.PUNCTUATION) + chars.count(cp.SYMBOL) + chars.count(cp.EMOJI)
    return Reading(min(special / chars.seen, 1.0))
