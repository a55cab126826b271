"""Where a page speaks the language of search spam: one pass over text and title."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from features.page import Page, view
from features.span import Span
from features.views.wordlists import terms_in, wordlists
from features.vocabulary import terms

MAX_HITS = 20_000


class Hits(NamedTuple):
    """Spans of terms by kind, in the text, and how many code points of the title each kind has.

    ``varied`` are the spans in the text without those of a term that has stood there three times:
    a page about one thing says its name all the time, spam says everything its trade is called.
    """

    text: dict[str, list[Span]]
    varied: dict[str, list[Span]]
    title: dict[str, int]


@view
def trade(page: Page) -> Hits:
    """Terms of every kind in the page's text, hidden blocks included, and in its title."""
    kinds = terms().kinds
    text: dict[str, list[Span]] = {}
    varied: dict[str, list[Span]] = {}
    times: dict[int, int] = {}
    for number, start, end in wordlists(page).terms[:MAX_HITS]:
        span = Span(start, end)
        text.setdefault(kinds[number], []).append(span)
        times[number] = count = times.get(number, 0) + 1
        if count <= _OFTEN:
            varied.setdefault(kinds[number], []).append(span)
    title: dict[str, int] = {}
    if page.title:
        for number, start, end in terms_in(page.title[:500]):
            title[kinds[number]] = title.get(kinds[number], 0) + end - start
    return Hits(text, varied, title)


SPAM_KINDS = ("gambling", "betting", "adult", "remedy", "service")

_OFTEN = 3
"""How often one term counts on a page."""
_DUE = 500
"""Code points added to a text's length: one word in a short post is no density."""


def one_within(starts: Sequence[int], start: int, end: int) -> bool:
    """Whether one of the sorted ``starts`` of terms lies in ``[start, end)``."""
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def rate(page: Page, *kinds: str, often: bool = False) -> tuple[float, list[Span]]:
    """Code points in terms of some kinds per 1,000 of the text's length + 500, and their places.

    A term counts three times at most, unless ``often``.
    """
    hits = trade(page)
    found = hits.text if often else hits.varied
    if not found:
        return 0.0, []
    spans = [span for kind in kinds for span in found.get(kind, ())]
    return density(page, sum([end - start for start, end in spans])), spans


def density(page: Page, count: int) -> float:
    """``count`` per 1,000 of the text's length + 500."""
    return 1000 * count / (len(page.text) + _DUE)
