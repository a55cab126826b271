"""Bylines said twice in a row."""

from __future__ import annotations

from itertools import pairwise

from features.attribution.claims import spoken
from features.attribution.roles import Claim, Role
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 100.0)
SOURCE = "new (a scraper that took the byline from two places)"

_ROLES = frozenset({Role.AUTHOR, Role.REPORTER, Role.EDITOR, Role.SOURCE})
_GAP = 12


def repeated_byline(page: Page) -> Reading:
    """Number of bylines or source lines that only repeat the one just before them."""
    found = [claim for claim in spoken(page) if claim.role in _ROLES]
    if not found:
        return NOTHING
    again: list[Claim] = []
    for one, other in pairwise(found):
        close = other.name_start - one.name_end <= _GAP + len(other.text)
        if close and one.role is other.role and one.name == other.name and one.text == other.text:
            again.append(other)

    def evidence() -> list[Span]:
        return [claim.span for claim in again if claim.span]

    return Reading(min(float(len(again)), 100.0), evidence)
