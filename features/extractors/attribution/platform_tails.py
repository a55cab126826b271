"""Leftovers of the platform a text was taken from."""

from __future__ import annotations

from features.attribution.claims import spoken
from features.attribution.origins import is_own
from features.attribution.roles import Role
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 100.0)
SOURCE = "new (scraper clean-up code strips such tails)"

_TAILS = frozenset({Role.PLATFORM, Role.FEED, Role.RESIDUE})
_NEAR = 60
"""Characters between two tails up to which they are one: platforms end pages in several lines."""


def platform_tails(page: Page) -> Reading:
    """Number of platform tails, fold markers and feed tails left in the text, by place.

    Tails right after one another are one place; those of the page's own site are no leftovers.
    """
    if not page.visible_end:
        return NOTHING
    tails = []
    last = -_NEAR - 1
    for claim in spoken(page):
        if claim.role not in _TAILS or claim.span is None:
            continue
        near = claim.span.start - last <= _NEAR
        last = max(last, claim.span.end)
        if not near and not is_own(page, claim.name):
            tails.append(claim)

    def evidence() -> list[Span]:
        return [claim.span for claim in tails if claim.span]

    return Reading(min(float(len(tails)), 100.0), evidence)
