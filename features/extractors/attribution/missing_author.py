"""News without anyone who wrote it."""

from __future__ import annotations

from features.attribution.claims import claims
from features.attribution.roles import Role
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 1.0)
SOURCE = "new"

_NEWS = frozenset({Role.AGENCY, Role.SOURCE, Role.ORIGINAL_TITLE})
_PEOPLE = frozenset(
    {
        Role.AUTHOR,
        Role.REPORTER,
        Role.EDITOR,
        Role.MARKED_AUTHOR,
        Role.LD_AUTHOR,
        Role.META_AUTHOR,
        Role.GIVEN_AUTHOR,
    }
)


def missing_author(page: Page) -> Reading:
    """Whether a page with a dateline or source line names no author or editor: 0 or 1."""
    said = claims(page)
    shape = [claim for claim in said if claim.role in _NEWS]
    if not shape:
        return NOTHING
    if any(claim.role in _PEOPLE for claim in said):
        return ZERO

    def evidence() -> list[Span]:
        return [claim.span for claim in shape if claim.span]

    return Reading(1.0, evidence)
