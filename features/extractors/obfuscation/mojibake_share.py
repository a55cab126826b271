"""Text decoded with the wrong charset."""

from __future__ import annotations

import re

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.quotes import merged
from features.span import Span
from features.views.characters import Characters, characters

BOUNDS = (0.0, 1.0)
SOURCE = "new (what decodes as UTF-8 once encoded back, and shapes of GBK read as Latin-1)"


_MISREAD = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TRAIL = f"[\x80-\xbf{_MISREAD}]"
_LED = re.compile(
    f"[\xc3-\xdf]{_TRAIL}|[\xe2-\xef]{_TRAIL}{{2}}|\xf0[\x90-\xbf{_MISREAD}]{_TRAIL}{{2}}"
)
"""A character's bytes in UTF-8, read as cp1252 or Latin-1."""
_HEAP = re.compile("[\xa1-\xff]{6,64}")
"""Letters in a row of the upper half of Latin-1: GBK read as Latin-1."""
_HEAPED = 6
_CP1252 = str.maketrans(
    {bytes([byte]).decode("cp1252"): chr(byte) for byte in range(0x80, 0xA0)
     if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
)  # fmt: skip
_SINGLE = 0.2
"""Weight of a single character: what an accent or quotation mark of a careless page looks like."""
_TWO, _THREE = rb"[\xc3-\xdf][\x80-\xbf]", rb"[\xe2-\xef][\x80-\xbf]{2}"
_UTF8 = re.compile(rb"(?:" + _TWO + b"|" + _THREE + rb"|\xf0[\x90-\xbf][\x80-\xbf]{2})+")
# Pairs of bytes that honest text of these charsets holds by chance are not taken for Cyrillic.
_UTF8_IN_PAIRS = re.compile(
    rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2,}|(?:\xd0[\x90-\xbf]|\xd1[\x80-\x8f]){4,}"
)
_PAIRS = frozenset({"gbk", "shift_jis"})
_ROADS = (
    # A charset, and what the commonest bytes of UTF-8 text become in it.
    ("gbk", cp.HAN, tuple("涓鍥瀹缃鎵鏈骞鍙锛銆鐗鏂娉鍏澶浜鐨鏄鍦袩褉屑")),
    ("shift_jis", cp.HAN, tuple("縺繧荳莠譁螳")),
    ("cp1251", cp.CYRILLIC, ("Рѕ", "Р°", "Рµ", "пј", "дё", "з›", "е®", "е›")),
    ("koi8_r", cp.CYRILLIC, ("п╟", "п╬", "п╣", "О╪", "Д╦", "Е╝", "Г╩")),
)
_UPPER = "".join(map(chr, range(0xA1, 0x100)))
SUBJECT = subject(
    ZERO,
    ("".join(_ROADS[0][2] + _ROADS[1][2]),),
    (cp.CYRILLIC,),
    (cp.LATIN1_LEAD, "".join(map(chr, range(0x80, 0xC0))) + _MISREAD),
    (_UPPER,) * _HEAPED,
)


def mojibake_share(page: Page) -> Reading:
    """Characters in shapes left by a wrong charset, as a share of the visible characters.

    Those are characters that become UTF-8 when they are encoded back (in GBK,
    Shift JIS, cp1251, KOI8-R, cp1252, Latin-1), and GBK read as Latin-1. Lost characters (U+FFFD)
    do not count, single damaged ones for a fifth.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    text = chars.text
    found: list[Span] = []
    for charset, flag, marks in _ROADS:
        if chars.count(flag):
            for mark in marks:
                if mark in text:
                    found += _back(text, charset)
                    break
    if chars.count(cp.LATIN1_LEAD) and _led(chars):
        found += _back(text.translate(_CP1252), "latin-1")
        found += [Span(*m.span()) for m in _HEAP.finditer(text)]
    if not found:
        return ZERO
    found = merged(found)
    damaged = 0.0
    for start, end in found:  # sum() rounds otherwise from Python 3.12 on
        damaged += (end - start) * (1.0 if end - start > 3 else _SINGLE)
    return Reading(min(damaged / chars.seen, 1.0), lambda: found)


def _back(text: str, charset: str) -> list[Span]:
    """What is UTF-8 when the text is encoded in ``charset``."""
    encoded = text.encode(charset, "replace")
    found, at, offset = [], 0, 0
    pattern = _UTF8_IN_PAIRS if charset in _PAIRS else _UTF8
    for hit in pattern.finditer(encoded):
        # Every character of the text is one or two bytes of this charset.
        offset += len(encoded[at : hit.start()].decode(charset, "ignore"))
        size = len(hit[0].decode(charset, "ignore"))
        found.append(Span(min(offset, len(text) - 1), min(offset + max(size, 1), len(text))))
        offset += size
        at = hit.end()
    return found


def _led(chars: Characters) -> bool:
    """Whether a lead has its trails behind it, or letters of upper Latin-1 are heaped."""
    text = chars.text
    for at in chars.positions(cp.LATIN1_LEAD).tolist():
        if _LED.match(text, at):
            return True
    upper = ((chars.codes >= 0xA1) & (chars.codes <= 0xFF)).nonzero()[0]
    heaped: bool = (upper[_HEAPED - 1 :] - upper[: 1 - _HEAPED] == _HEAPED - 1).any().item()
    return heaped
