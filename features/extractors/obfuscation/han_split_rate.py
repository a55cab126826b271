"""Chinese words cut by ASCII signs."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.quotes import points, with_context
from features.views.characters import characters

BOUNDS = (0.0, 1000.0)
SOURCE = "new"
SUBJECT = subject(ZERO, (cp.HAN, cp.SPLITTER, cp.HAN))


def han_split_rate(page: Page) -> Reading:
    """ASCII signs (not commas, brackets or slashes) between two Han, per 1,000 characters."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    if not (chars.count(cp.HAN) and chars.count(cp.SPLITTER)):
        return ZERO
    signs = chars.positions(cp.SPLITTER)
    found = signs[chars.before(signs, cp.HAN) & chars.at(signs + 1, cp.HAN)]
    if not len(found):
        return ZERO
    return Reading(
        1000.0 * len(found) / chars.seen, lambda: with_context(chars.text, points(found), 4)
    )
