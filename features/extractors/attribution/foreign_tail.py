"""Tails of platforms the page does not belong to."""

from __future__ import annotations

from features.attribution.claims import spoken
from features.attribution.origins import is_own
from features.attribution.roles import Role
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 1.0)
SOURCE = "new (scraper clean-up code strips such tails)"

_TAILS = frozenset({Role.PLATFORM, Role.FEED})


def foreign_tail(page: Page) -> Reading:
    """Share of the page's platform and feed tails that name another site than its own."""
    tails = [claim for claim in spoken(page) if claim.role in _TAILS]
    judged = [(claim, is_own(page, claim.name)) for claim in tails]
    known = [(claim, own) for claim, own in judged if own is not None]
    if not known:
        return NOTHING
    foreign = [claim for claim, own in known if not own]

    def evidence() -> list[Span]:
        return [claim.span for claim in foreign if claim.span]

    return Reading(len(foreign) / len(known), evidence)
