"""A declared language that the text is not written in."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, Fact.MARKUP)

# Letters a language is written with, for languages with a script of their own; others use Latin.
_LETTERS = {
    "zh": cp.HAN, "ja": cp.HAN | cp.KANA, "ko": cp.HANGUL | cp.HAN, "ru": cp.CYRILLIC,
    "uk": cp.CYRILLIC, "bg": cp.CYRILLIC, "be": cp.CYRILLIC, "mk": cp.CYRILLIC,
    "el": cp.GREEK, "ar": cp.ARABIC, "fa": cp.ARABIC, "ur": cp.ARABIC, "he": cp.RTL,
    "th": cp.UNSPACED, "lo": cp.UNSPACED, "km": cp.UNSPACED, "my": cp.UNSPACED,
    "hi": cp.INDIC, "bn": cp.INDIC, "ta": cp.INDIC, "te": cp.INDIC, "ml": cp.INDIC,
}  # fmt: skip
_LATIN = frozenset(
    {
        "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "fi", "pl", "cs", "sk",
        "hu", "ro", "hr", "sl", "lt", "lv", "et", "tr", "vi", "id", "ms", "ca",
    }
)  # fmt: skip
LEAST = 50


def language_gap(page: Page) -> Reading:
    """Share of the letters that the declared language does not use, names in Latin apart.

    Where another script is declared, Latin letters count only as far as they outnumber it.
    """
    declared = page.markup.declared.lang if page.markup else None
    if not declared:
        return NOTHING
    language = declared[:2].lower()
    chars = characters(page)
    letters = chars.count(cp.LETTER)
    if letters < LEAST:
        return NOTHING
    if language in _LATIN:
        foreign = letters - chars.count(cp.LATIN)
    elif wanted := _LETTERS.get(language):
        own, latin = len(chars.positions(wanted)), chars.count(cp.LATIN)
        foreign = letters - own - min(latin, own)
    else:
        return NOTHING
    return Reading(min(max(foreign / letters, 0.0), 1.0))
