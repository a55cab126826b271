"""Links that lead where other links lead."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.span import Span
from features.views.targets import targets

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, Fact.FIVE_LINKS)

LEAST = 5


def target_repeats(page: Page) -> Reading:
    """Share of the visible links whose address an earlier one has; five links or more."""
    found = targets(page)
    hrefs = found.hrefs
    if len(hrefs) < LEAST:
        return NOTHING

    def evidence() -> list[Span]:
        first: dict[str, int] = {}
        return found.spans(
            [at for at, href in enumerate(hrefs) if first.setdefault(href, at) != at]
        )

    return Reading(1 - len(set(hrefs)) / len(hrefs), evidence)
