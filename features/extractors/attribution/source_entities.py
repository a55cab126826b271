"""How many different origins a page names."""

from __future__ import annotations

from features.attribution.origins import origins
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 100.0)
SOURCE = "new"


def source_entities(page: Page) -> Reading:
    """Distinct outlets and bylines the page claims to come from, aliases taken as one."""
    found = origins(page)
    if not found:
        return NOTHING

    def evidence() -> list[Span]:
        return [claim.span for origin in found for claim in origin.claims if claim.span]

    return Reading(min(float(len(found)), 100.0), evidence)
