"""How the letters of a text divide among writing systems."""

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
