"""Text from pages made safe for a terminal."""

from __future__ import annotations

import re

# C0 and C1 controls start escape sequences; bidi embeddings and isolates reorder what follows
# them on the line; surrogates cannot be encoded. Page text is hostile: none may reach the screen.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """``text`` on one line with every control, bidi and surrogate code point made visible."""
    return _UNSAFE.sub(_show, text)


def _show(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\n\r\t":
        return " "
    return f"\u27e8{ord(character):X}\u27e9"
