"""One pass over a page's text for the fixed strings of all word lists."""

from __future__ import annotations

import functools
from itertools import product
from typing import NamedTuple

from features.attribution.triggers import triggers
from features.page import Page, view
from features.search import Match, Search, by_place, in_code_points, leftmost_longest
from features.stock import stock_phrases
from features.views.compressed import utf8
from features.vocabulary import terms

_HIGH = bytes(range(128, 256))
# The only characters outside ASCII whose small form is an ASCII letter.
_SMALL_ELSEWHERE = ("\u212a", "\u0130")


class Wordlists(NamedTuple):
    """What stands on a page of each list: number in the list, start and end in ``Page.text``.

    Each list is read by itself, leftmost and longest. ``triggers`` and ``phrases`` stand in the
    visible text, ``terms`` anywhere, in any case; those in ASCII as whole words only.
    """

    triggers: list[Match]
    phrases: list[Match]
    terms: list[Match]


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
        # A term in two scripts has a few Latin letters at most.
        for letters in product(*(dict.fromkeys((c, c.upper())) for c in word)):
            owners.setdefault("".join(letters), []).append((2, number))
    return _Known(
        Search(owners), tuple(map(tuple, owners.values())), Search(latin), tuple(latin.values())
    )


@view
def wordlists(page: Page) -> Wordlists:
    """The triggers of attribution, stock phrases and terms of trade on a page."""
    known, text, data = _known(), page.text, utf8(page)
    seen = len(data)
    if page.visible_end < len(text):
        data = text.encode("utf-8", "replace")
    found: tuple[list[Match], list[Match], list[Match]] = ([], [], [])
    for pattern, start, end in known.search.find(data):
        for which, number in known.owners[pattern]:
            if end <= seen or which == 2:
                found[which].append((number, start, end))
    size = len(text)
    return Wordlists(
        in_code_points(leftmost_longest(found[0]), data, size),
        in_code_points(leftmost_longest(found[1]), data, size),
        _with_latin(found[2], text, data),
    )


def terms_in(text: str) -> list[Match]:
    """The terms of trade in a text of its own, as :class:`Wordlists` has them."""
    known, data = _known(), text.encode("utf-8", "replace")
    found = [
        (number, start, end)
        for pattern, start, end in known.search.find(data)
        for which, number in known.owners[pattern]
        if which == 2
    ]
    return _with_latin(found, text, data)


def _with_latin(found: list[Match], text: str, data: bytes) -> list[Match]:
    """``found`` (in bytes) and the terms in ASCII, in code points, those in ASCII whole words."""
    size = len(text)
    lowered = text
    if _SMALL_ELSEWHERE[0] in text or _SMALL_ELSEWHERE[1] in text:
        # Letters may grow when made small; offsets must stay those of the text.
        lowered = "".join([letter.lower()[0] for letter in text])
        written = lowered.encode("utf-8", "replace")
    elif len(data) - size > size and not _known().latin.find(data.translate(None, _HIGH).lower()):
        # Mostly not ASCII, and no term even where all that is ASCII is joined.
        return in_code_points(leftmost_longest(found), data, size)
    else:
        written = data
    known = _known()
    latin = known.latin.find(written.lower())
    if not latin:
        return in_code_points(leftmost_longest(found), data, size)
    merged = in_code_points(found, data, size) + [
        (known.numbers[which], start, end)
        for which, start, end in in_code_points(latin, written, size)
    ]
    merged.sort(key=by_place)
    ascii_only = terms().latin
    return [
        (number, start, end)
        for number, start, end in leftmost_longest(merged)
        if not (ascii_only[number] and (_letter(lowered, start - 1) or _letter(lowered, end)))
    ]


def _letter(text: str, at: int) -> bool:
    """Whether an ASCII letter or digit stands at ``at``, which may be outside the text."""
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()
