"""The title of a page, taken apart."""

from __future__ import annotations

import re

from features.page import Page, view
from features.span import Span
from features.text import fold_text
from features.views.stretches import folded_span, folded_text, lines

_SEPARATOR = re.compile(r"\s+[-–—·•:：/»>]+\s+|\s*[|_｜丨–—]+\s*|-{2,}|\s*[«»]\s*")


@view
def title(page: Page) -> str:
    """The title as declared, else the first line of the text, without white space around it."""
    if page.title and not page.title.isspace():
        return page.title.strip()
    first = lines(page)
    if not len(first):
        return ""
    return page.text[int(first.starts[0]) : int(first.ends[0])]


@view
def title_parts(page: Page) -> tuple[str, ...]:
    """The title cut where sites set their name off (bars, underscores, spaced dashes)."""
    return tuple(part for part in _SEPARATOR.split(title(page)) if part and not part.isspace())


@view
def headline(page: Page) -> str:
    """The longest part of the title, folded: what the page says it is about."""
    return max((fold_text(part) for part in title_parts(page)), key=len, default="")


@view
def headline_places(page: Page) -> tuple[int, ...]:
    """Where the headline stands in the folded visible text; empty for headlines under 6."""
    wanted, text = headline(page), folded_text(page)
    if len(wanted) < 6:
        return ()
    found = []
    at = text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + len(wanted))
    return tuple(found)


_PHRASES = re.compile(r"[^\w\s]+|[_\s]+")
_CUTS = re.compile(r"[,，、;；|｜_丨/]|\s[-–—]+\s|--+")
_MOST = 12


@view
def title_phrases(page: Page) -> tuple[str, ...]:
    """Phrases of the declared title that might be search phrases, folded; at most twelve.

    What punctuation and spaces set apart; two to twenty letters, in the Latin and other
    spaced scripts five or more.
    """
    phrases = []
    for part in _PHRASES.split((page.title or "")[:500]):
        phrase = fold_text(part) if part else ""
        least = 2 if phrase[:1] >= "\u2e80" else 5
        if least <= len(phrase) <= 20 and phrase not in phrases:
            phrases.append(phrase)
    return tuple(phrases[:_MOST])


@view
def title_cuts(page: Page) -> int:
    """How many commas, bars, underscores, slashes and spaced dashes the title has."""
    return len(_CUTS.findall((page.title or "")[:100_000]))


def phrase_spans(page: Page, phrase: str) -> list[Span]:
    """Where a folded phrase stands in the visible text."""
    text, spans = folded_text(page), []
    at = text.find(phrase)
    while at >= 0:
        spans.append(folded_span(page, at, at + len(phrase)))
        at = text.find(phrase, at + len(phrase))
    return spans
