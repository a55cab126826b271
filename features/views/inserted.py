"""Signs set between the letters of the visible text."""

from __future__ import annotations

from features import codepoints as cp
from features.page import Page, view
from features.twins import twin_of
from features.views.characters import Positions, characters

_twin = twin_of(__name__)

_SIGNS = (
    cp.SPLITTER | cp.BRACKET | cp.SYMBOL | cp.EMOJI | cp.PICTOGRAPH | cp.EMOJI_PART
    | cp.INVISIBLE | cp.CONTROL | cp.PRIVATE | cp.UNASSIGNED
)  # fmt: skip
SPELT = cp.HAN | cp.LATIN | cp.CYRILLIC | cp.GREEK
"""The letters that a sign is looked for between."""
_PAIRED = "()[]<>（）【】《》〈〉「」『』〔〕〖〗［］＜＞｛｝"
_JOINING = frozenset("'`&+#@\xad\ufffd" + _PAIRED)
"""Apostrophes, soft hyphens, losses, and what stands round words in pairs or joins two names."""
_LONGEST = 4
"""Code points that a sign is made of at most."""

DRAWN = cp.EMOJI | cp.PICTOGRAPH | cp.SYMBOL | cp.REGIONAL
UNDRAWN = cp.INVISIBLE | cp.PRIVATE | cp.CONTROL | cp.UNASSIGNED
PLAIN = cp.SPLITTER | cp.BRACKET | cp.SYMBOL
"""Marks that are read together: what is drawn, what is not, and signs of ASCII."""
_HONEST = frozenset(".-'’&()[]（）【】《》「」『』〈〉［］〖〗|+＋>@\xad\ufffd")
"""What stands inside words, round them or between the entries of a menu."""
_APART = cp.NEWLINE | cp.PUNCTUATION | cp.SPACE
_BESIDE = cp.LETTER | cp.MARK | cp.DIGIT


@view
def cuts(page: Page) -> list[tuple[int, int]]:
    """Where each sign that parts two letters begins and ends.

    A sign is anything but a letter, digit, space or punctuation of a sentence; of one made of
    several code points the four first are looked at.
    """
    chars = characters(page)
    text, size = chars.text, chars.size
    if _twin:
        found: list[tuple[int, int]] = _twin.cuts(
            text, chars.padded, cp.class_bits(_SIGNS, SPELT), _JOINING
        )
        return found
    at = chars.positions(_SIGNS)
    letters = chars.padded.translate(cp.class_translation(SPELT))
    found = []
    for start in at[chars.before(at, SPELT)].tolist():
        if text[start] not in _JOINING:
            end = start + 1
            while (
                end < size
                and end < start + _LONGEST
                and not letters[end]
                and not (text[end].isalnum() or text[end].isspace())
            ):
                end += 1
            if end < size and letters[end]:
                found.append((start, end))
    return found


@view
def odd_marks(page: Page) -> tuple[list[int], list[int], list[int]]:
    """Marks of three kinds between a letter or digit and anything but space and punctuation.

    Those that honest text has there are left out.
    """
    chars = characters(page)
    kinds = DRAWN, UNDRAWN, PLAIN
    if _twin:
        found: tuple[list[int], list[int], list[int]] = _twin.odd_marks(
            chars.text, chars.padded, cp.class_bits(*kinds, _BESIDE, _APART), _HONEST
        )
        return found
    one, two, three = [
        at[chars.before(at, _BESIDE) & ~chars.at(at + 1, _APART)]
        for at in map(chars.positions, kinds)
    ]
    return _odd(chars.text, one), _odd(chars.text, two), _odd(chars.text, three)


def _odd(text: str, at: Positions) -> list[int]:
    return [place for place in at.tolist() if text[place] not in _HONEST]
