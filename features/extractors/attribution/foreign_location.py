"""The place of publication against the place of the dateline."""

from __future__ import annotations

from features.attribution.claims import spoken
from features.attribution.roles import Role
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 1.0)
SOURCE = "new"


def foreign_location(page: Page) -> Reading:
    """Share of "published at" places that are in none of the page's datelines."""
    said = spoken(page)
    places = [claim for claim in said if claim.role is Role.PUBLISH_PLACE]
    datelines = [claim.name for claim in said if claim.role is Role.DATELINE_PLACE]
    if not places or not datelines:
        return NOTHING
    foreign = [
        claim
        for claim in places
        if not any(claim.name in line or line in claim.name for line in datelines)
    ]

    def evidence() -> list[Span]:
        return [claim.span for claim in foreign if claim.span]

    return Reading(len(foreign) / len(places), evidence)
