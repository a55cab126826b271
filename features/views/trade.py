"""Where a page speaks the language of search spam: one pass over text and title."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import NamedTuple

from features.page import Page, view
from features.search import Search
from features.span import Span

MAX_HITS = 20_000


class Terms(NamedTuple):
    """The search for all terms, and the kind of each."""

    search: Search
    kinds: tuple[str, ...]
    latin: tuple[bool, ...]


class Hits(NamedTuple):
    """Spans of terms by kind, in the text, and how many code points of the title each kind has."""

    text: dict[str, list[Span]]
    title: dict[str, int]


@functools.cache
def terms() -> Terms:
    """The vocabulary in ``features/data/trade_terms.txt``."""
    kinds: list[str] = []
    words: list[str] = []
    kind = ""
    content = files("features").joinpath("data/trade_terms.txt").read_text("utf-8")
    for line in content.splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("["):
            kind = line.strip("[] ")
            continue
        for word in line.split():
            if word not in words:
                words.append(word.replace("-", " ") if word.isascii() else word)
                kinds.append(kind)
    return Terms(Search(words), tuple(kinds), tuple(word.isascii() for word in words))


def _lowered(text: str) -> str:
    lowered = text.lower()
    # A few letters grow when lowered; offsets must stay those of the text.
    return lowered if len(lowered) == len(text) else "".join(c.lower()[0] for c in text)


def _found(text: str) -> list[tuple[str, Span]]:
    known = terms()
    lowered = _lowered(text)
    found = []
    for number, start, end in known.search.find(lowered):
        if known.latin[number] and (
            (start and lowered[start - 1].isascii() and lowered[start - 1].isalnum())
            or (end < len(lowered) and lowered[end].isascii() and lowered[end].isalnum())
        ):
            continue
        found.append((known.kinds[number], Span(start, end)))
        if len(found) == MAX_HITS:
            break
    return found


@view
def trade(page: Page) -> Hits:
    """Terms of every kind in the page's text, hidden blocks included, and in its title."""
    text: dict[str, list[Span]] = {}
    for kind, span in _found(page.text):
        text.setdefault(kind, []).append(span)
    title: dict[str, int] = {}
    for kind, span in _found((page.title or "")[:500]):
        title[kind] = title.get(kind, 0) + span.end - span.start
    return Hits(text, title)


SPAM_KINDS = ("gambling", "adult", "remedy", "service")


def rate(page: Page, kind: str) -> tuple[float, list[Span]]:
    """Code points in terms of one kind per 1,000 of the page's text, and where they stand."""
    spans = trade(page).text.get(kind, [])
    return 1000 * sum(span.end - span.start for span in spans) / len(page.text), spans
