"""What people add to a search."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.views.characters import characters
from features.views.trade import rate

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"
SUBJECT = subject(NOTHING, (cp.HAN,))

LEAST = 0.1
"""Share of Han among the letters from which the page is read."""


def search_terms(page: Page) -> Reading:
    """Characters in words added to searches (官网, near me), in Chinese, per 1,000 of length + 500.

    Read where a tenth of the visible letters are Han: the words are telling in Chinese only,
    elsewhere their number would tell the language and no more.
    """
    chars = characters(page)
    letters = chars.count(cp.LETTER)
    if not letters or chars.count(cp.HAN) < LEAST * letters:
        return NOTHING
    value, spans = rate(page, "search", "query")
    if not value:
        return ZERO
    return Reading(value, lambda: sorted(spans))
