"""Another site's name in the last line of the text."""

from __future__ import annotations

from features.attribution.claims import spoken
from features.attribution.origins import is_own
from features.attribution.outlets import known_outlet
from features.attribution.roles import Role
from features.blocks import BlockKind
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 1.0)
SOURCE = "new (a feed's lead taken as a whole article)"

_FOREIGN = frozenset({Role.FEED, Role.COPYRIGHT, Role.PLATFORM})
_SHORT = 40


def foreign_last_line(page: Page) -> Reading:
    """Whether the last line of the running text is or names another site: 0 or 1."""
    text = page.text
    last = next((b for b in reversed(page.blocks) if b.kind is BlockKind.PROSE), None)
    if last is None or is_own(page, "") is None:
        return NOTHING
    line = text[last.start : last.end].strip()
    span = Span(last.start, last.end)
    if len(line) <= _SHORT and known_outlet(line) and is_own(page, line) is False:
        return Reading(1.0, lambda: [span])
    for claim in spoken(page):
        inside = claim.name_start >= last.start and claim.name_end <= last.end
        if inside and claim.role in _FOREIGN and is_own(page, claim.name) is False:
            return Reading(1.0, lambda: [span])
    return ZERO
