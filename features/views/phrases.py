"""Where the stock phrases of templates stand on a page."""

from __future__ import annotations

from features.page import Page, view
from features.span import Span
from features.stock import Phrase, stock_phrases
from features.views.wordlists import wordlists

__all__ = ["Phrase", "phrases"]


@view
def phrases(page: Page) -> tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]:
    """Spans of the visible stock phrases, one tuple for each :class:`Phrase` in order."""
    matches = wordlists(page).phrases
    if not matches:
        return (), (), ()
    _, kinds = stock_phrases()
    found: tuple[list[Span], list[Span], list[Span]] = ([], [], [])
    for which, start, end in matches:
        found[kinds[which]].append(Span(start, end))
    return tuple(found[0]), tuple(found[1]), tuple(found[2])
