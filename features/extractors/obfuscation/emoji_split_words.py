"""Emoji that cut a spelt word or a number in two."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.quotes import spans, with_context
from features.views.characters import characters, emoji

BOUNDS = (0.0, 1000.0)
SOURCE = "new"
SUBJECT = subject(ZERO, (cp.EMOJI | cp.EMOJI_PART,))


def emoji_split_words(page: Page) -> Reading:
    """Emoji standing inside a Latin, Cyrillic or Greek word or a number, per 1,000 characters."""
    chars = characters(page)
    found = emoji(page)
    if not found:
        return ZERO if chars.seen else NOTHING
    spelt = cp.LATIN | cp.CYRILLIC | cp.GREEK
    split = (chars.before(found.starts, spelt) & chars.at(found.ends, spelt)) | (
        chars.before(found.starts, cp.DIGIT) & chars.at(found.ends, cp.DIGIT)
    )
    return Reading(
        1000.0 * int(split.sum()) / chars.seen,
        lambda: with_context(chars.text, spans(found.starts[split], found.ends[split])),
    )
