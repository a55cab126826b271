"""Which signals have nothing to measure on a page, told by one pass over its characters.

Most signals look for what most pages have not got: emoji, brackets that hold nothing, a digit
between two small letters. Each declares it (:class:`features.feature.Subject`); all that are
declared are looked for together, as runs of character classes, by a machine that keeps the state
of every run in one bit (Shift-And, Baeza-Yates and Gonnet 1992).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from features import codepoints as cp
from features.blocks import BlockKind
from features.feature import EDGE, Fact, Kinds, Subject, Without
from features.page import Page
from features.twins import twin_of
from features.views.characters import characters

_twin = twin_of(__name__)

_WORD = 64
_EDGE_CLASS = 255
_EVERY = frozenset(range(256))


def classes_of(kinds: Kinds) -> frozenset[int]:
    """The class numbers of characters of some kinds.

    A character that shares its class with others stands for all of them: a run may be found
    where there is none, but is never missed. Only characters of a class of their own
    (:data:`features.codepoints.SIGNS`) can be left out of a kind.
    """
    if isinstance(kinds, Without):
        if isinstance(kinds.these, str) and not set(kinds.these) <= set(cp.SIGNS):
            raise ValueError(f"not all of {kinds.these!r} have a class of their own")
        every = _EVERY if kinds.of is None else classes_of(kinds.of)
        return every - classes_of(kinds.these)
    if isinstance(kinds, int):
        members = cp.class_members(kinds & ~EDGE).nonzero()[0].tolist()
        return frozenset([*members, _EDGE_CLASS] if kinds & EDGE else members)
    if isinstance(kinds, str):
        return frozenset(cp.codepoint_table().classes[list(map(ord, kinds))].tolist())
    return frozenset().union(*map(classes_of, kinds))


class _Part(NamedTuple):
    """Where a run has its bits: which word, and its first and last bit there."""

    word: int
    first: int
    last: int


class Subjects:
    """The subjects of some signals, put together into one machine.

    Without the compiled twin nobody's subject is looked for, and every signal is measured.
    """

    def __init__(self, subjects: Sequence[Subject | None]) -> None:
        self._machine: Any = None
        if _twin and any(subjects):
            self._machine = _machine(subjects)

    def absent(self, page: Page) -> bytes | None:
        """A byte for each signal: 1 where its subject is not on the page; ``None``: measure all."""
        if self._machine is None:
            return None
        chars = characters(page)
        if not chars.seen:
            return None
        flags: bytes = self._machine.absent(chars.padded, _facts(page))
        return flags


def _facts(page: Page) -> int:
    links = len(page.links)
    facts = 0 if not links else Fact.LINKS.value if links < 5 else _MANY
    if page.markup is not None:
        facts |= _MARKUP
    if page.title:
        facts |= _TITLE
    if page.url:
        facts |= _ADDRESS
    if not page.blocks or page.blocks[0].kind is _HIDDEN:
        facts |= _NO_BLOCKS
    return facts


_MANY = Fact.LINKS.value | Fact.FIVE_LINKS.value
_MARKUP, _TITLE = Fact.MARKUP.value, Fact.TITLE.value
_ADDRESS, _NO_BLOCKS = Fact.ADDRESS.value, Fact.NO_BLOCKS.value
_HIDDEN = BlockKind.HIDDEN


def _machine(subjects: Sequence[Subject | None]) -> Any:
    runs = dict.fromkeys(
        run
        for subject in filter(None, subjects)
        for run in subject.wanted
        if not isinstance(run, Fact)
    )
    where = _laid_out(runs)
    words = 1 + max((part.word for part in where.values()), default=0)
    steps = np.zeros((256, words), dtype=np.uint64)
    begins, ends = np.zeros(words, dtype=np.uint64), np.zeros(words, dtype=np.uint64)
    for run, part in where.items():
        begins[part.word] |= np.uint64(1 << part.first)
        ends[part.word] |= np.uint64(1 << part.last)
        for at, kinds in enumerate(run):
            steps[sorted(classes_of(kinds)), part.word] |= np.uint64(1 << (part.first + at))
    wanted = np.zeros((len(subjects), words + 1), dtype=np.uint64)
    for number, subject in enumerate(subjects):
        if subject is None:
            wanted[number] = ~np.uint64(0)  # whatever is there
            continue
        for thing in subject.wanted:
            if isinstance(thing, Fact):
                wanted[number, words] |= np.uint64(thing.value)
            else:
                part = where[thing]
                wanted[number, part.word] |= np.uint64(1 << part.last)
    always = bytes(subject is None for subject in subjects)
    return _twin.Machine(steps, begins, ends, wanted, always)


def _laid_out(runs: Iterable[tuple[Kinds, ...]]) -> dict[tuple[Kinds, ...], _Part]:
    """Bits for every run, each whole in one word, the longest first."""
    filled: list[int] = []
    where: dict[tuple[Kinds, ...], _Part] = {}
    for run in sorted(runs, key=len, reverse=True):
        if not 1 <= len(run) <= _WORD:
            raise ValueError("a run has 1 to 64 characters")
        word = next((n for n, taken in enumerate(filled) if taken + len(run) <= _WORD), len(filled))
        if word == len(filled):
            filled.append(0)
        where[run] = _Part(word, filled[word], filled[word] + len(run) - 1)
        filled[word] += len(run)
    return where
