"""Characters that stand for nothing: private, unassigned, control."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.quotes import points
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new (general categories Co, Cn, Cs, Cc; U+FFFD)"
SUBJECT = subject(ZERO, (cp.PRIVATE | cp.UNASSIGNED | cp.CONTROL,))


def odd_code_share(page: Page) -> Reading:
    """Private-use, unassigned and control characters as a share of all characters."""
    chars = characters(page)
    if not chars.size:
        return NOTHING
    odd = chars.count(cp.PRIVATE) + chars.count(cp.UNASSIGNED) + chars.count(cp.CONTROL)
    if not odd:
        return ZERO
    return Reading(
        odd / chars.size,
        lambda: points(chars.positions(cp.PRIVATE | cp.UNASSIGNED | cp.CONTROL)),
    )
