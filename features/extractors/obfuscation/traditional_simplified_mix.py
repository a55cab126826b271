"""Traditional and simplified characters in one text."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Reading, subject
from features.page import Page
from features.quotes import points, with_context
from features.views.characters import characters

BOUNDS = (0.0, 0.5)
SOURCE = "new (character tables of OpenCC)"
SUBJECT = subject(NOTHING, (cp.TRADITIONAL | cp.SIMPLIFIED,))


def traditional_simplified_mix(page: Page) -> Reading:
    """Share of the rarer writing among characters that are traditional only or simplified only.

    Nothing is read where kana show the text to be Japanese.
    """
    chars = characters(page)
    traditional, simplified = chars.count(cp.TRADITIONAL), chars.count(cp.SIMPLIFIED)
    one_sided = traditional + simplified
    if one_sided < 20 or chars.count(cp.KANA) * 20 > chars.count(cp.HAN):
        return NOTHING
    rarer = cp.TRADITIONAL if traditional <= simplified else cp.SIMPLIFIED
    return Reading(
        min(traditional, simplified) / one_sided,
        lambda: with_context(chars.text, points(chars.positions(rarer)), 3),
    )
