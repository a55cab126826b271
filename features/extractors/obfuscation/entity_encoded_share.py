"""Letters written as numeric entities."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new (page generators encode a set share of the characters)"
SUBJECT = subject(NOTHING, Fact.MARKUP)


def entity_encoded_share(page: Page) -> Reading:
    """Share of the letters that the HTML source writes as numeric entities, here and there.

    Counted are entities beside plain letters, and letters of ASCII: what a template encodes, it
    encodes throughout.
    """
    markup = page.markup
    letters = characters(page).count(cp.LETTER)
    if markup is None or not letters:
        return NOTHING
    return Reading(min(markup.encoded_letters / letters, 1.0))
