"""The byline a reader sees against the author the head declares."""

from __future__ import annotations

from features.attribution.claims import claims
from features.attribution.outlets import same_outlet
from features.attribution.roles import Role
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 1.0)
SOURCE = "new"

_VISIBLE = frozenset({Role.AUTHOR, Role.REPORTER})
_DECLARED = frozenset({Role.LD_AUTHOR, Role.META_AUTHOR})


def byline_meta_mismatch(page: Page) -> Reading:
    """Share of visible bylines that name nobody the document's head declares as author."""
    visible = [claim for claim in claims(page) if claim.role in _VISIBLE]
    declared = [claim.name for claim in claims(page) if claim.role in _DECLARED]
    if not visible or not declared:
        return NOTHING
    stray = [c for c in visible if not any(same_outlet(c.name, name) for name in declared)]

    def evidence() -> list[Span]:
        return [claim.span for claim in stray if claim.span]

    return Reading(len(stray) / len(visible), evidence)
