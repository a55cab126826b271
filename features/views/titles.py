"""The title of a page, taken apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import NamedTuple

from features.page import Page, view
from features.span import Span
from features.text import code_points, fold, text_of
from features.views.stretches import folded, folded_span, folded_text, lines

_SEPARATOR = re.compile(r"\s{1,8}[-–—·•:：/»>]{1,8}\s{1,8}|\s{0,8}[|_｜丨–—«»]{1,8}\s{0,8}|-{2,}")
_CUTS = re.compile(r"[,，|｜_丨]|\s[-–—]+\s|--+")
_MOST = 12
_LONGEST = 500
"""Characters of a title that are looked at."""


class Title(NamedTuple):
    """A title as written and as normalised: ``offsets`` lead from ``folded`` to ``text``."""

    text: str
    folded: str
    offsets: list[int]

    def part(self, start: int, end: int) -> str:
        """What ``text[start:end]`` is once normalised."""
        return self.folded[bisect_left(self.offsets, start) : bisect_left(self.offsets, end)]


@view
def title(page: Page) -> Title:
    """The title as declared, else the first line of the text; its first 500 characters."""
    text = (page.title or "")[:_LONGEST]
    if not text or text.isspace():
        first = lines(page)
        if not len(first):
            return Title("", "", [])
        begin = int(first.starts[0])
        text = page.text[begin : min(int(first.ends[0]), begin + _LONGEST)]
        known = folded(page)
        last = int(known.offsets.searchsorted(begin + len(text)))
        places = slice(int(first.first[0]), last)
        return Title(text, folded_text(page)[places], (known.offsets[places] - begin).tolist())
    codes, offsets = fold(code_points(text))
    return Title(text, text_of(codes), offsets.tolist())


@view
def title_parts(page: Page) -> tuple[str, ...]:
    """The title cut where sites set their name off (bars, underscores, spaced dashes), folded."""
    found = title(page)
    parts, begin = [], 0
    for cut in _SEPARATOR.finditer(found.text):
        parts.append(found.part(begin, cut.start()))
        begin = cut.end()
    parts.append(found.part(begin, len(found.text)))
    return tuple(filter(None, parts))


@view
def headline(page: Page) -> str:
    """The longest part of the title, folded: what the page says it is about."""
    return max(title_parts(page), key=len, default="")


@view
def title_phrases(page: Page) -> tuple[str, ...]:
    """Phrases of the declared title that might be search phrases, folded; at most twelve.

    What punctuation and spaces set apart; two to twenty letters, in the Latin and other
    spaced scripts five or more.
    """
    found = title(page)
    phrases: list[str] = []
    # Folding drops what is no letter or digit: a phrase ends where offsets leap.
    cuts = [
        at for at in range(1, len(found.offsets)) if found.offsets[at] > found.offsets[at - 1] + 1
    ]
    for begin, end in pairwise([0, *cuts, len(found.folded)]):
        phrase = found.folded[begin:end]
        least = 2 if phrase[:1] >= "\u2e80" else 5
        if least <= len(phrase) <= 20 and phrase not in phrases:
            phrases.append(phrase)
    return tuple(phrases[:_MOST])


@view
def title_cuts(page: Page) -> int:
    """How many commas, bars, underscores and spaced dashes the title has.

    What honest lists are joined with (semicolons, slashes, ``、``) does not count.
    """
    return len(_CUTS.findall((page.title or "")[:_LONGEST]))


def phrase_spans(page: Page, phrase: str) -> list[Span]:
    """Where a folded phrase stands in the visible text."""
    text, spans = folded_text(page), []
    at = text.find(phrase)
    while at >= 0:
        spans.append(folded_span(page, at, at + len(phrase)))
        at = text.find(phrase, at + len(phrase))
    return spans
