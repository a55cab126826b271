"""How much the letters of a text say, whatever its script."""

from __future__ import annotations

from features import codepoints as cp
from features.views.characters import Characters


def as_long_as(chars: Characters, letters: int) -> float:
    """How many letters of this text say as much as ``letters`` of an alphabet.

    Han and kana say it in two fifths of them; mixed text lies between.
    """
    dense = (chars.count(cp.HAN) + chars.count(cp.KANA)) / max(chars.count(cp.LETTER), 1)
    return letters * (1.0 - 0.6 * min(dense, 1.0))
