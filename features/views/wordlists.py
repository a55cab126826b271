"""One pass over a page's text for the fixed strings of all word lists."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from features.attribution.triggers import triggers
from features.page import Page, view
from features.search import Encoded, Match, Search, by_place, encoded, leftmost_longest
from features.stock import stock_phrases
from features.vocabulary import terms


class Wordlists(NamedTuple):
    """What stands on a page of each list: number in the list, start and end in ``Page.text``.

    Each list is read by itself, leftmost and longest. ``triggers`` and ``phrases`` stand in the
    visible text, ``terms`` anywhere, in any case; those in ASCII as whole words only.
    """

    triggers: list[Match]
    phrases: list[Match]
    terms: list[Match]


_ANY_CASE = 5
"""Letters with two cases up to which a term is looked for in every mixture of them."""


class _Known(NamedTuple):
    """The search for all lists, whose each pattern is, and the search for terms in ASCII."""

    search: Search
    owners: tuple[tuple[tuple[int, int], ...], ...]
    latin: Search
    numbers: tuple[int, ...]


@functools.cache
def _known() -> _Known:
    owners: dict[str, list[tuple[int, int]]] = {}
    for which, words in enumerate((triggers().words, stock_phrases()[0])):
        for number, word in enumerate(words):
            owners.setdefault(word, []).append((which, number))
    latin: dict[str, int] = {}
    for number, word in enumerate(terms().words):
        if word.isascii():
            latin.setdefault(word, number)
            continue
        for written in _written(word):
            owners.setdefault(written, []).append((2, number))
    return _Known(
        Search(owners), tuple(map(tuple, owners.values())), Search(latin), tuple(latin.values())
    )


def _written(word: str) -> Iterable[str]:
    """A term outside ASCII as it may be written: letters of a few in any case, else as a word."""
    cased = sum(c != c.upper() for c in word)
    if cased <= _ANY_CASE:  # Chinese with a few Latin letters
        return map("".join, product(*(dict.fromkeys((c, c.upper())) for c in word)))
    return dict.fromkeys((word, word.capitalize(), word.title(), word.upper()))


@view
def wordlists(page: Page) -> Wordlists:
    """The triggers of attribution, stock phrases and terms of trade on a page."""
    known, seen = _known(), page.visible_end
    found: tuple[list[Match], list[Match], list[Match]] = ([], [], [])
    text = encoded(page.text)
    for pattern, start, end in known.search.find(text):
        for which, number in known.owners[pattern]:
            if end <= seen or which == 2:
                found[which].append((number, start, end))
    return Wordlists(
        leftmost_longest(found[0]),
        leftmost_longest(found[1]),
        _with_latin(found[2], page.text, text),
    )


def terms_in(text: str) -> list[Match]:
    """The terms of trade in a text of its own, as :class:`Wordlists` has them."""
    known, data = _known(), encoded(text)
    found = [
        (number, start, end)
        for pattern, start, end in known.search.find(data)
        for which, number in known.owners[pattern]
        if which == 2
    ]
    return _with_latin(found, text, data)


def _with_latin(found: list[Match], text: str, data: Encoded) -> list[Match]:
    """Of ``found`` and the terms in ASCII the leftmost and longest, those in ASCII whole words."""
    known, ascii_only = _known(), terms().latin
    latin = known.latin.find_small(data)
    if not latin:
        return leftmost_longest(found)
    merged = found + [(known.numbers[which], start, end) for which, start, end in latin]
    merged.sort(key=by_place)
    return [
        (number, start, end)
        for number, start, end in leftmost_longest(merged)
        if not (
            ascii_only[number]
            and (_spells(text[max(start - 1, 0) : start]) or _spells(text[end : end + 1]))
        )
    ]


def _spells(letter: str) -> bool:
    """Whether a letter or digit of ASCII stands there, the two that become one when small too."""
    return (letter.isascii() and letter.isalnum()) or letter in ("\u212a", "\u0130")
