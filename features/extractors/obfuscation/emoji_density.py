"""How much of the text is emoji."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.views.characters import characters, emoji

BOUNDS = (0.0, 1.0)
SOURCE = "new (a Chinese corpus script drops pages over 8 emoji)"
SUBJECT = subject(ZERO, (cp.EMOJI | cp.EMOJI_PART,))


def emoji_density(page: Page) -> Reading:
    """Emoji as a share of the visible characters; a joined or flag sequence is one emoji."""
    seen = characters(page).seen
    found = emoji(page)
    if not found:
        return ZERO if seen else NOTHING
    return Reading(len(found) / seen, found.spans)
