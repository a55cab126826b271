"""A signal: what it reads on one page, and the table entry that describes it."""

from __future__ import annotations

import enum
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from features.page import Page
from features.span import Span

Evidence = Callable[[], Sequence[Span]]


class Reading(NamedTuple):
    """What one signal reads on one page.

    ``value`` is finite and inside the signal's bounds, or ``nan`` when the page holds nothing
    the signal could read. ``evidence`` makes the spans that carry the value, on demand, from
    what was measured; ``None`` when nothing in the text can be pointed at.
    """

    value: float
    evidence: Evidence | None = None


NOTHING = Reading(math.nan)
"""The reading of a page on which the signal has nothing to measure."""

ZERO = Reading(0.0)
"""The reading of a page on which the signal measured nothing of what it looks for."""


class Fact(enum.IntFlag):
    """What a page may have beside its text."""

    LINKS = 1
    FIVE_LINKS = 2
    MARKUP = 4
    TITLE = 8
    ADDRESS = 16
    NO_BLOCKS = 32


EDGE = 1 << 63
"""The kind of what stands before and behind the text."""


class Without(NamedTuple):
    """Characters of some kinds without those of others; of every kind, the edge of the text too."""

    these: int | str
    of: int | None = None


Kinds = int | str | Without | tuple[int | str, ...]
"""Kinds of characters: flags of :mod:`features.codepoints`, characters themselves, or several."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What has to be on a page for a signal to have anything to measure.

    ``wanted`` are facts and runs of neighbouring characters in the visible text, a kind for each
    (``(cp.HAN, cp.SPLITTER, cp.HAN)``). Where a page with visible characters has none of them,
    the signal reads ``absent``: measuring it would give that value and no evidence. A signal
    declares its subject as ``SUBJECT``, so that nobody has to call it in vain.
    """

    absent: Reading
    wanted: tuple[Fact | tuple[Kinds, ...], ...]


def subject(absent: Reading, *wanted: Fact | tuple[Kinds, ...]) -> Subject:
    """The subject of a signal that reads ``absent`` where a page has nothing ``wanted``."""
    return Subject(absent, wanted)


@dataclass(frozen=True, slots=True)
class Feature:
    """One signal: a pure function of a page, with its description, bounds and source.

    ``name`` is the file, function and column name; ``group`` the folder under
    ``extractors/``; ``source`` where the definition comes from (``new`` if nowhere);
    ``subject`` what a page must have to be measured, ``None`` for a signal read off every page.
    """

    name: str
    group: str
    description: str
    bounds: tuple[float, float]
    source: str
    measure: Callable[[Page], Reading]
    subject: Subject | None = None
