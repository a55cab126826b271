"""Pages that give themselves as their source."""

from __future__ import annotations

from features.attribution.claims import spoken
from features.attribution.origins import is_own
from features.attribution.roles import Role
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 1.0)
SOURCE = "new (question-and-answer farms name themselves as source)"

_SELF = frozenset({"本站", "本网站", "原创", "本站原创", "网络", "互联网", "本网", "网络整理"})


def self_named_source(page: Page) -> Reading:
    """Share of source lines that name the page's own site, or nobody in particular."""
    sources = [claim for claim in spoken(page) if claim.role is Role.SOURCE]
    if not sources:
        return NOTHING
    own = [claim for claim in sources if claim.name in _SELF or is_own(page, claim.name)]

    def evidence() -> list[Span]:
        return [claim.span for claim in own if claim.span]

    return Reading(len(own) / len(sources), evidence)
