"""A signal: what it reads on one page, and the table entry that describes it."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Feature:
    """One signal: a pure function of a page, with its description, bounds and source.

    ``name`` is the file, function and column name; ``group`` the folder under
    ``extractors/``; ``source`` where the definition comes from (``new`` if nowhere).
    """

    name: str
    group: str
    description: str
    bounds: tuple[float, float]
    source: str
    measure: Callable[[Page], Reading]
