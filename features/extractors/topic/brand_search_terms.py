"""A brand or a spam trade glued to what people add to a search."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.trade import SPAM_KINDS, density, trade

BOUNDS = (0.0, 1000.0)
SOURCE = "new"


def brand_search_terms(page: Page) -> Reading:
    """Search words (官网, bonus code) glued to a trade or brand, per 1,000 of length + 500.

    A brand: Latin letters or digits that stand before a Chinese word of the searches for brands
    (官网), not of any search (下载). One space may part a trade's
    word from the search word, which comes first or last.
    """
    text = page.text
    if not text:
        return NOTHING
    kinds = trade(page).text
    if not kinds:
        return ZERO
    sold = [span for kind in SPAM_KINDS for span in kinds.get(kind, ())]
    begins, ends = {span.start for span in sold}, {span.end for span in sold}
    found: list[Span] = []
    for kind in ("search", "query"):
        for start, end in kinds.get(kind, ()):
            before = text[start - 1] if start else " "
            after = end + (text[end : end + 1] == " ")
            if (
                start - (before == " ") in ends
                or (kind == "search" and after in begins)
                or (kind == "search" and _latin(before) and not text[start].isascii())
            ):
                found.append(Span(start, end))
    found += [
        span
        for span in kinds.get("betting", ())
        if span.start and _latin(text[span.start - 1]) and not text[span.start].isascii()
    ]
    if not found:
        return ZERO
    return Reading(density(page, len(found)), lambda: sorted(found))


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
