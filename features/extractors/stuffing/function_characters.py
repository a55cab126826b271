"""The little words of written Chinese."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Reading, subject
from features.page import Page
from features.views.characters import characters, how_many

BOUNDS = (0.0, 1.0)
SOURCE = "function-word ratio (Ntoulas et al. 2006, Bevendorff et al. 2024), for Chinese"
SUBJECT = subject(NOTHING, (cp.HAN,))

_WORDS = "的了是在不和有也就着"
LEAST = 100


def function_characters(page: Page) -> Reading:
    """Structural words (`的`, `了`, `是` and seven others) as a share of the Han characters.

    Keyword lists have next to none. Texts of fewer than 100 Han characters are not read.
    """
    chars = characters(page)
    han = chars.count(cp.HAN)
    if han < LEAST or han < chars.count(cp.KANA) * 10:
        return NOTHING
    return Reading(min(how_many(chars.text, _WORDS) / han, 1.0))
