"""How the letters of a text divide among writing systems, and how much they say."""

from __future__ import annotations

from features import codepoints as cp
from features.views.characters import Characters

_SCRIPTS = (
    cp.LATIN, cp.CYRILLIC, cp.GREEK, cp.ARABIC, cp.RTL, cp.INDIC, cp.UNSPACED, cp.HANGUL,
)  # fmt: skip


def script_shares(chars: Characters) -> tuple[float, ...] | None:
    """Shares of the scripts among the letters; Han and kana are one. ``None`` without letters."""
    counts = [chars.count(flag) for flag in _SCRIPTS]
    counts.append(chars.count(cp.HAN) + chars.count(cp.KANA))
    total = sum(counts)
    return tuple(count / total for count in counts) if total else None


def as_long_as(chars: Characters, letters: int) -> float:
    """How many letters of this text say as much as ``letters`` of an alphabet.

    Han and kana say it in two fifths of them; mixed text lies between.
    """
    dense = (chars.count(cp.HAN) + chars.count(cp.KANA)) / max(chars.count(cp.LETTER), 1)
    return letters * (1.0 - 0.6 * min(dense, 1.0))
