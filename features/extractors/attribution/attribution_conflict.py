"""How far a page's claims of origin contradict one another."""

from __future__ import annotations

from features.attribution.origins import Origin, origins
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 1.0)
SOURCE = "new"

_CONSISTENT = frozenset({"own", "credit", "wire"})


def attribution_conflict(page: Page) -> Reading:
    """Share of named origins that are neither the site, its byline nor a source it credits.

    One origin alone, a credited wire copy and several people in one byline read 0.
    """
    found = origins(page)
    if not found:
        return NOTHING
    if len(found) == 1:
        return ZERO
    stray: list[Origin] = []
    settled = any(origin.kind in _CONSISTENT for origin in found)
    for origin in found:
        if origin.kind in _CONSISTENT:
            continue
        if origin.kind == "byline" or not settled:
            settled = settled or origin.kind != "byline"
            continue
        stray.append(origin)

    def evidence() -> list[Span]:
        return [claim.span for origin in stray for claim in origin.claims if claim.span]

    return Reading(len(stray) / len(found), evidence)
