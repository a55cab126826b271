"""Words cut by HTML comments."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.characters import characters

BOUNDS = (0.0, 1000.0)
SOURCE = "SpamAssassin 20_html_tests.cf, OBFUSCATING_COMMENT"
SUBJECT = subject(NOTHING, Fact.MARKUP)


def comment_split_words(page: Page) -> Reading:
    """HTML comments standing inside a word, per 1,000 letters."""
    markup = page.markup
    letters = characters(page).count(cp.LETTER)
    if markup is None or not letters:
        return NOTHING
    return Reading(min(1000.0 * markup.split_words / letters, 1000.0))
