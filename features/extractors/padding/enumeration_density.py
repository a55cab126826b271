"""How often the text enumerates."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Reading, subject
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, (cp.HAN,))


def enumeration_density(page: Page) -> Reading:
    """Enumeration commas (`、`) as a share of the visible characters.

    Text without Han letters is not read.
    """
    chars = characters(page)
    if not chars.count(cp.HAN):
        return NOTHING
    count = chars.count(cp.ENUMERATION)
    return Reading(
        count / chars.seen,
        lambda: [Span(at, at + 1) for at in chars.positions(cp.ENUMERATION).tolist()],
    )
