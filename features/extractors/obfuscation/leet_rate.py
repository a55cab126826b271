"""Digits put for letters."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.quotes import points, with_context
from features.views.characters import characters

BOUNDS = (0.0, 1000.0)
SOURCE = "SpamAssassin 20_drugs.cf (digits for letters), as a shape instead of a word list"
SUBJECT = subject(ZERO, (cp.LOWER, cp.ASCII_DIGIT, cp.LOWER))


def leet_rate(page: Page) -> Reading:
    """Single digits between small Latin letters of one word, per 1,000 visible characters."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    if not (chars.count(cp.ASCII_DIGIT) and chars.count(cp.LATIN)):
        return ZERO
    digits = chars.positions(cp.ASCII_DIGIT)
    found = digits[chars.before(digits, cp.LOWER) & chars.at(digits + 1, cp.LOWER)]
    if not len(found):
        return ZERO
    return Reading(
        1000.0 * len(found) / chars.seen, lambda: with_context(chars.text, points(found), 12)
    )
