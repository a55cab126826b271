"""Where a page speaks the language of search spam: one pass over text and title."""

from __future__ import annotations

from typing import NamedTuple

from features.page import Page, view
from features.span import Span
from features.views.wordlists import terms_in, wordlists
from features.vocabulary import terms

MAX_HITS = 20_000


class Hits(NamedTuple):
    """Spans of terms by kind, in the text, and how many code points of the title each kind has."""

    text: dict[str, list[Span]]
    title: dict[str, int]


@view
def trade(page: Page) -> Hits:
    """Terms of every kind in the page's text, hidden blocks included, and in its title."""
    kinds = terms().kinds
    text: dict[str, list[Span]] = {}
    for number, start, end in wordlists(page).terms[:MAX_HITS]:
        text.setdefault(kinds[number], []).append(Span(start, end))
    title: dict[str, int] = {}
    if page.title:
        for number, start, end in terms_in(page.title[:500]):
            title[kinds[number]] = title.get(kinds[number], 0) + end - start
    return Hits(text, title)


SPAM_KINDS = ("gambling", "betting", "adult", "remedy", "service")

_DUE = 500
"""Code points added to a text's length: one word in a short post is no density."""


def rate(page: Page, *kinds: str) -> tuple[float, list[Span]]:
    """Code points in terms of some kinds per 1,000 of the text's length + 500, and their places."""
    found = trade(page).text
    spans = [span for kind in kinds for span in found.get(kind, ())]
    return density(page, sum([end - start for start, end in spans])), spans


def density(page: Page, count: int) -> float:
    """``count`` per 1,000 of the text's length + 500."""
    return 1000 * count / (len(page.text) + _DUE)
