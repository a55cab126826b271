"""Circled and bracketed numbers."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import points
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new"


def list_number_share(page: Page) -> Reading:
    """Circled, bracketed and styled digits as a share of all digits."""
    chars = characters(page)
    digits = chars.count(cp.DIGIT)
    enclosed = chars.count(cp.ENCLOSED) + chars.count(cp.STYLED)
    if not digits + enclosed:
        return NOTHING
    if not enclosed:
        return Reading(0.0)
    found = chars.positions(cp.ENCLOSED | cp.STYLED)
    found = found[chars.at(found, cp.FOREIGN_DIGIT)]
    plain = digits - int(chars.at(found, cp.DIGIT).sum())
    if not plain + len(found):
        return NOTHING
    return Reading(len(found) / (plain + len(found)), lambda: points(found))
