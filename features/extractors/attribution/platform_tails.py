"""Leftovers of the platform a text was taken from."""

from __future__ import annotations

from features.attribution.claims import spoken
from features.attribution.roles import Role
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 100.0)
SOURCE = "new (scraper clean-up code strips such tails)"

_TAILS = frozenset({Role.PLATFORM, Role.FEED, Role.RESIDUE})


def platform_tails(page: Page) -> Reading:
    """Number of platform tails, fold markers and feed tails left in the text."""
    if not page.visible_end:
        return NOTHING
    tails = [claim for claim in spoken(page) if claim.role in _TAILS]

    def evidence() -> list[Span]:
        return [claim.span for claim in tails if claim.span]

    return Reading(min(float(len(tails)), 100.0), evidence)
