"""Text from pages made safe for a terminal."""

from __future__ import annotations

import re

# C0 and C1 controls start escape sequences; bidi embeddings and isolates reorder what follows
# them on the line; surrogates cannot be encoded. Page text is hostile: none may reach the screen.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


# In JSON the controls below U+0020 are escaped already, but for the ends of lines.
_UNSAFE_IN_JSON = re.compile(
    "[\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def printable(text: str) -> str:
    """``text`` on one line with every control, bidi and surrogate code point made visible."""
    return _UNSAFE.sub(_show, text)


def printable_lines(text: str) -> str:
    """As :func:`printable`, but the ends of lines stay: for tables we laid out ourselves."""
    return "\n".join(map(printable, text.split("\n")))


def printable_json(text: str) -> str:
    """JSON with what a terminal would act on as escapes: the same values, safe to be shown."""
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _show(match: re.Match[str]) -> str:
    character = match.group()
    if character in "\n\r\t":
        return " "
    return f"\u27e8{ord(character):X}\u27e9"
