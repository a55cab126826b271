"""One pass over a page's text for the fixed strings of all word lists."""

from __future__ import annotations

import functools
from itertools import chain, product
from typing import NamedTuple

import numpy as np

from features.attribution.triggers import triggers
from features.page import Page, view
from features.search import Match, Search, by_place, first_bytes, in_code_points, leftmost_longest
from features.stock import stock_phrases
from features.views.byte_offsets import code_points_before, whole_utf8
from features.views.encoded import utf8
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
    known, data = _known(), whole_utf8(page)
    seen = len(utf8(page))
    found: tuple[list[Match], list[Match], list[Match]] = ([], [], [])
    for pattern, start, end in known.search.find(data):
        for which, number in known.owners[pattern]:
            if end <= seen or which == 2:
                found[which].append((number, start, end))
    triggered = leftmost_longest(found[0])
    said = leftmost_longest(found[1])
    sold = _with_latin(found[2], page.text, data)
    chosen = triggered + said + sold
    if len(data) != len(page.text) and chosen:
        table = np.fromiter(chain.from_iterable(chosen), np.intp, 3 * len(chosen)).reshape(-1, 3)
        starts, ends = code_points_before(page, table[:, 1:]).T.tolist()
        chosen = list(zip(table[:, 0].tolist(), starts, ends, strict=True))
    first, last = len(triggered), len(triggered) + len(said)
    return Wordlists(chosen[:first], chosen[first:last], chosen[last:])


def terms_in(text: str) -> list[Match]:
    """The terms of trade in a text of its own, as :class:`Wordlists` has them."""
    known, data = _known(), text.encode("utf-8", "replace")
    found = [
        (number, start, end)
        for pattern, start, end in known.search.find(data)
        for which, number in known.owners[pattern]
        if which == 2
    ]
    return in_code_points(_with_latin(found, text, data), data, len(text))


def _with_latin(found: list[Match], text: str, data: bytes) -> list[Match]:
    """Of ``found`` and the terms in ASCII the leftmost and longest, those in ASCII whole words.

    Offsets are bytes.
    """
    known = _known()
    if _SMALL_ELSEWHERE[0] in text or _SMALL_ELSEWHERE[1] in text:
        # Letters may grow when made small, but stay as many.
        small = "".join([letter.lower()[0] for letter in text]).encode("utf-8", "replace")
        return _moved(_taken(_moved(found, data, small), small), small, data)
    if len(data) - len(text) > len(text) and not known.latin.find(
        data.translate(None, _HIGH).lower()
    ):
        # Mostly not ASCII, and no term even where all that is ASCII is joined.
        return leftmost_longest(found)
    return _taken(found, data.lower())


def _taken(found: list[Match], data: bytes) -> list[Match]:
    """:func:`_with_latin` in text that is small already."""
    known, ascii_only = _known(), terms().latin
    latin = known.latin.find(data)
    if not latin:
        return leftmost_longest(found)
    merged = found + [(known.numbers[which], start, end) for which, start, end in latin]
    merged.sort(key=by_place)
    return [
        (number, start, end)
        for number, start, end in leftmost_longest(merged)
        if not (
            ascii_only[number]
            and (data[max(start - 1, 0) : start].isalnum() or data[end : end + 1].isalnum())
        )
    ]


def _moved(found: list[Match], source: bytes, target: bytes) -> list[Match]:
    """Matches in one text in UTF-8 where they are in another of as many code points."""
    if not found:
        return []
    table = np.array(found, dtype=np.intp)
    ends = np.append(first_bytes(target), len(target))
    bounds = ends.take(first_bytes(source).searchsorted(table[:, 1:]))
    return list(zip(table[:, 0].tolist(), *bounds.T.tolist(), strict=True))
