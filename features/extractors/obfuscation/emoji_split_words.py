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

_FEW = 500
"""Characters added to the text, so that one in a short post is little."""


def emoji_split_words(page: Page) -> Reading:
    """Emoji inside a Latin, Cyrillic or Greek word or number, per 1,000 characters and 500 more.

    Of a word there are two letters on one side of it at least: `S💋L` is a nickname.
    """
    chars = characters(page)
    found = emoji(page)
    if not found:
        return ZERO if chars.seen else NOTHING
    spelt = cp.LATIN | cp.CYRILLIC | cp.GREEK
    split = chars.before(found.starts, spelt) & chars.at(found.ends, spelt)
    at = split.nonzero()[0]
    if len(at):
        word = spelt | cp.DIGIT
        split[at] = chars.before(found.starts[at] - 1, word) | chars.at(found.ends[at] + 1, word)
    split |= chars.before(found.starts, cp.DIGIT) & chars.at(found.ends, cp.DIGIT)
    return Reading(
        1000.0 * int(split.sum()) / (chars.seen + _FEW),
        lambda: with_context(chars.text, spans(found.starts[split], found.ends[split])),
    )
