"""How many outlets' datelines stand on one page."""

from __future__ import annotations

from features.attribution.claims import spoken
from features.attribution.outlets import outlet_key
from features.attribution.roles import Role
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 100.0)
SOURCE = "new"


def dateline_outlets(page: Page) -> Reading:
    """Distinct outlets with a dateline on the page: more than one, and articles were glued."""
    datelines = [claim for claim in spoken(page) if claim.role is Role.AGENCY]
    if not datelines:
        return NOTHING
    distinct = {outlet_key(claim.name) for claim in datelines}

    def evidence() -> list[Span]:
        return [claim.span for claim in datelines if claim.span]

    return Reading(min(float(len(distinct)), 100.0), evidence)
