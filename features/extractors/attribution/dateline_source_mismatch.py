"""The dateline's outlet against the source the page names."""

from __future__ import annotations

from features.attribution.claims import spoken
from features.attribution.outlets import same_outlet
from features.attribution.roles import Role
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 1.0)
SOURCE = "new"


def dateline_source_mismatch(page: Page) -> Reading:
    """Share of dateline outlets that no named source agrees with, outlets' aliases taken as one."""
    said = spoken(page)
    datelines = [claim for claim in said if claim.role is Role.AGENCY]
    sources = [claim for claim in said if claim.role in (Role.SOURCE, Role.REPRINT)]
    if not datelines or not sources:
        return NOTHING
    stray = [
        claim
        for claim in datelines
        if not any(same_outlet(claim.name, source.name) for source in sources)
    ]

    def evidence() -> list[Span]:
        return [claim.span for claim in stray if claim.span]

    return Reading(len(stray) / len(datelines), evidence)
