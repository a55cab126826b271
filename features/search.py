"""Many fixed strings looked for in one pass over a text."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import ahocorasick_rs
import numpy as np
import numpy.typing as npt

from features.twins import twin_of

Match = tuple[int, int, int]
"""Pattern number, start and end."""
Numbered = Sequence[tuple[str, int]]
"""Strings, each with the number it is found by."""
Ints = npt.NDArray[np.intp]

_twin = twin_of(__name__)
_AC, _How = ahocorasick_rs.MatchKind, ahocorasick_rs.Implementation
_HIGH = bytes(range(128, 256))
# The only letters outside ASCII whose small form is an ASCII letter.
_SMALL_ELSEWHERE = (("\u212a".encode(), b"k"), ("\u0130".encode(), b"i"))
_FEW = 8
"""Matches up to which offsets are counted stretch by stretch, not for the whole text."""


class Found(NamedTuple):
    """Matches as columns: pattern numbers, starts and ends."""

    patterns: Ints
    starts: Ints
    ends: Ints


class Encoded(NamedTuple):
    """A text of ``size`` code points in UTF-8, lone surrogates as question marks."""

    data: bytes
    size: int


def encoded(text: str) -> Encoded:
    """``text`` as :class:`Search` reads it."""
    return Encoded(text.encode("utf-8", "replace"), len(text))


class Search:
    """Fixed strings, found wherever they stand, inside one another too.

    A full automaton over bytes: several times as fast as one over ``str``, which has to number
    all code points of a text even when it finds nothing in it.
    """

    __slots__ = ("_automaton",)

    def __init__(self, patterns: Iterable[str]) -> None:
        self._automaton = _automaton(patterns, _AC.Standard, _How.DFA)

    def find(self, text: Encoded) -> list[Match]:
        """Every match, from left to right, of those that begin together the longest first."""
        return self._in_bytes(text.data, text.size)

    def find_small(self, text: Encoded) -> list[Match]:
        """:meth:`find` for strings in ASCII, in the text with all letters made small."""
        data = text.data
        for letter, small in _SMALL_ELSEWHERE:
            if letter in data:
                data = data.replace(letter, small)
        data = data.lower()
        if len(data) > 2 * text.size:
            # Mostly not ASCII: often nothing is found even where all that is ASCII is joined.
            joined = data.translate(None, _HIGH)
            if not self._automaton.find_matches_as_indexes(joined, overlapping=True):
                return []
        return self._in_bytes(data, text.size)

    def _in_bytes(self, data: bytes, size: int) -> list[Match]:
        found: list[Match] = self._automaton.find_matches_as_indexes(data, overlapping=True)
        if len(found) > 1:
            found.sort(key=by_place)
        return in_code_points(found, data, size)


class Lists:
    """Several lists of fixed strings, all found in one pass.

    Of the first list every occurrence counts. The others are each read by themselves, leftmost
    and longest. Some strings of ASCII, in small letters, count in any case: ``small`` belong to
    the first list, ``words`` to the last one, and these as whole words only.
    """

    def __init__(self, lists: Sequence[Numbered], small: Numbered, words: Numbered) -> None:
        self._lists = tuple(map(tuple, lists))
        self._small, self._words = tuple(small), tuple(words)

    def find(self, text: str, seen: int) -> list[list[Match]]:
        """The matches of each list; of all lists but the last those that end at ``seen`` or before.

        Of a string that a list has under two numbers the first counts.
        """
        if _twin:
            matches: list[list[Match]] = self._quick.find(text, seen)
            return matches
        search, owners, in_any_case, small_owners = self._automata
        last = len(self._lists) - 1
        found: list[list[Match]] = [[] for _ in self._lists]
        data = encoded(text)
        for pattern, start, end in search.find(data):
            for which, number in owners[pattern]:
                if end <= seen or which == last:
                    found[which].append((number, start, end))
        exact = {(start, end) for _, start, end in found[last]}
        for pattern, start, end in in_any_case.find_small(data):
            for which, number in small_owners[pattern]:
                if end <= seen or which == last:
                    found[which].append((number, start, end))
        for which in (0, last):
            found[which].sort(key=by_place)
        found[1:] = map(leftmost_longest, found[1:])
        found[last] = [
            (number, start, end)
            for number, start, end in found[last]
            if (start, end) in exact
            or not (_spells(text[max(start - 1, 0) : start]) or _spells(text[end : end + 1]))
        ]
        return found

    @functools.cached_property
    def _quick(self) -> Any:
        return _twin.Lists(self._lists, self._small, self._words)

    @functools.cached_property
    def _automata(self) -> tuple[Search, _Owners, Search, _Owners]:
        exact = _owners(self._lists)
        small = _owners((self._small, *[()] * (len(self._lists) - 2), self._words))
        return Search(exact), list(exact.values()), Search(small), list(small.values())


_Owners = list[list[tuple[int, int]]]
"""Of each string the lists that have it, with its number there."""


def _owners(lists: Sequence[Numbered]) -> dict[str, list[tuple[int, int]]]:
    owners: dict[str, list[tuple[int, int]]] = {}
    for which, strings in enumerate(lists):
        for string, number in strings:
            known = owners.setdefault(string, [])
            if which not in [other for other, _ in known]:
                known.append((which, number))
    return owners


def _spells(letter: str) -> bool:
    """Whether a letter or digit of ASCII stands there, the two that become one when small too."""
    return (letter.isascii() and letter.isalnum()) or letter in ("\u212a", "\u0130")


class NameSearch:
    """Fixed strings as a reader who never goes back takes them: leftmost and longest."""

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns = tuple(patterns)

    def find(self, text: str) -> list[Match]:
        """The matches from left to right, none overlapping."""
        if _twin:
            matches: list[Match] = self._quick.leftmost(text)
            return matches
        data = text.encode("utf-8", "replace")
        return in_code_points(self._automaton.find_matches_as_indexes(data), data, len(text))

    def whole(self, text: str, spaced: bytes, padded: bytes, letters: bytes) -> Found:
        """The same as arrays, without the patterns that ``spaced`` has 1 for and letters touch.

        ``padded`` are the classes of the text's characters with one more behind, which stands
        before the first too; ``letters`` is 1 for those of the 256 classes that make words.
        """
        if _twin:
            return Found(*self._quick.whole(text, spaced, padded, letters))
        found = self.find(text)
        rows, starts, ends = np.array(found, dtype=np.intp).reshape(-1, 3).T
        lettered = np.frombuffer(padded.translate(letters), dtype=np.bool_)
        kept = ~(lettered[starts - 1] | lettered[ends])
        kept |= ~np.frombuffer(spaced, dtype=np.bool_).take(rows)
        return Found(rows[kept], starts[kept], ends[kept])

    @functools.cached_property
    def _quick(self) -> Any:
        return _twin.Strings(self._patterns)

    @functools.cached_property
    def _automaton(self) -> ahocorasick_rs.BytesAhoCorasick:
        return _automaton(self._patterns, _AC.LeftmostLongest, _How.ContiguousNFA)


def _automaton(
    patterns: Iterable[str], kind: ahocorasick_rs.MatchKind, how: ahocorasick_rs.Implementation
) -> ahocorasick_rs.BytesAhoCorasick:
    return ahocorasick_rs.BytesAhoCorasick(
        [pattern.encode() for pattern in patterns], matchkind=kind, implementation=how
    )


def by_place(match: Match) -> tuple[int, int]:
    """Sorts matches from left to right, of those that begin together the longest first."""
    return match[1], -match[2]


def leftmost_longest(found: Iterable[Match]) -> list[Match]:
    """Of sorted matches those that a reader who never goes back takes: none overlap."""
    chosen: list[Match] = []
    reached = 0
    for match in found:
        if match[1] >= reached:
            chosen.append(match)
            reached = match[2]
    return chosen


def in_code_points(found: list[Match], data: bytes, size: int) -> list[Match]:
    """``found`` with offsets in code points of the text of ``size`` that ``data`` encodes."""
    if not found or len(data) == size:
        return found
    if len(found) > _FEW:
        table = np.array(found, dtype=np.intp)
        # A byte that does not continue a character begins one.
        firsts = (np.frombuffer(data, dtype=np.int8) >= -64).nonzero()[0]
        starts, ends = firsts.searchsorted(table[:, 1:]).T.tolist()
        return list(zip(table[:, 0].tolist(), starts, ends, strict=True))
    counted = []
    at = reached = 0
    for which, start, end in found:
        # Never back: of two that overlap the later one does not begin earlier.
        reached += len(data[at:start].decode())
        at = start
        counted.append((which, reached, reached + len(data[start:end].decode())))
    return counted
