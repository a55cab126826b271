"""One pass over a page's text for the fixed strings of all word lists."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from features.attribution.triggers import triggers
from features.landmarks import UNUSED, landmarks
from features.page import Page, view
from features.search import Lists, Match, Numbered
from features.stock import stock_phrases
from features.vocabulary import terms


class Wordlists(NamedTuple):
    """What stands on a page of each list: number in the list, start and end in ``Page.text``.

    ``landmarks`` are all that stand there, those in ASCII that call something unused in any case.
    Each other list is read by itself, leftmost and longest. ``terms`` stand anywhere, in any case,
    those in ASCII as whole words only; all others in the visible text.
    """

    landmarks: list[Match]
    triggers: list[Match]
    phrases: list[Match]
    terms: list[Match]


_ANY_CASE = 5
"""Letters with two cases up to which a term is looked for in every mixture of them."""


@functools.cache
def _terms() -> tuple[Numbered, Numbered]:
    """Every form of the terms outside ASCII, and the terms in ASCII."""
    words = terms().words
    written = [
        (form, number)
        for number, word in enumerate(words)
        if not word.isascii()
        for form in _written(word)
    ]
    return written, [(word, number) for number, word in enumerate(words) if word.isascii()]


@functools.cache
def _lists() -> Lists:
    numbered = [
        [(word, number) for number, word in enumerate(words)]
        for words in (landmarks(), triggers().words, stock_phrases()[0])
    ]
    written, latin = _terms()
    any_case = [(word, number) for word, number in numbered[0] if word in UNUSED and word.isascii()]
    numbered[0] = [pair for pair in numbered[0] if pair not in any_case]
    return Lists((*numbered, written), any_case, latin)


@functools.cache
def _only_terms() -> Lists:
    written, latin = _terms()
    return Lists(((), written), (), latin)


def _written(word: str) -> Iterable[str]:
    """A term outside ASCII as it may be written: letters of a few in any case, else as a word."""
    cased = sum(c != c.upper() for c in word)
    if cased <= _ANY_CASE:  # Chinese with a few Latin letters
        return map("".join, product(*(dict.fromkeys((c, c.upper())) for c in word)))
    return dict.fromkeys((word, word.capitalize(), word.title(), word.upper()))


@view
def wordlists(page: Page) -> Wordlists:
    """The landmarks of articles, triggers of attribution, stock phrases and terms of trade."""
    return Wordlists(*_lists().find(page.text, page.visible_end))


def terms_in(text: str) -> list[Match]:
    """The terms of trade in a text of its own, as :class:`Wordlists` has them."""
    return _only_terms().find(text, 0)[1]
