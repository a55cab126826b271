"""Emoji in the middle of words and unspaced text."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, Reading, subject
from features.page import Page
from features.quotes import spans, with_context
from features.views.characters import between_words, characters, emoji

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, (cp.EMOJI | cp.EMOJI_PART,))


def emoji_intraword_share(page: Page) -> Reading:
    """Share of the emoji that have a letter or digit directly on both sides."""
    found = emoji(page)
    if not found:
        return NOTHING
    chars = characters(page)
    inside = between_words(chars, found.starts, found.ends)
    return Reading(
        int(np.count_nonzero(inside)) / len(found),
        lambda: with_context(chars.text, spans(found.starts[inside], found.ends[inside])),
    )
