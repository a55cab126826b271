"""What people add to a search."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.trade import density, trade

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"
SUBJECT = subject(NOTHING, (cp.HAN,))

LEAST = 0.1
"""Share of Han among the letters from which the page is read."""


def search_terms(page: Page) -> Reading:
    """Characters in words added to searches (官网, X登录), in Chinese, per 1,000 of length + 500.

    Each word counts once; what everybody types (登录) counts where it is glued to something, not
    as an entry of a menu. Read where a tenth of the visible letters are Han: the words are
    telling in Chinese only, elsewhere their number would tell the language and no more.
    """
    chars = characters(page)
    letters = chars.count(cp.LETTER)
    if not letters or chars.count(cp.HAN) < LEAST * letters:
        return NOTHING
    text = page.text
    hits = trade(page).text
    found = hits.get("search", []) + [
        span for span in hits.get("query", ()) if span.start and text[span.start - 1].isalnum()
    ]
    if not found:
        return ZERO
    different = {text[start:end].lower(): Span(start, end) for start, end in reversed(found)}
    return Reading(
        density(page, sum([len(word) for word in different])), lambda: sorted(different.values())
    )
