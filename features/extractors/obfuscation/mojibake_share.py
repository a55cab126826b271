"""Text decoded with the wrong charset."""

from __future__ import annotations

import re

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.characters import Characters, characters

BOUNDS = (0.0, 1.0)
SOURCE = "new (shapes of UTF-8 read as Latin-1, cp1252 or GBK, and of GBK read as Latin-1)"

# UTF-8 lead bytes as Latin-1 letters, with trail bytes as Latin-1 or cp1252 signs. A no-break
# space after a letter is French spacing and no trail byte, but after an A-circumflex.
_TRAIL = "\x80-\x9f\xa1-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LATIN = re.compile(f"[\xc2-\xf4][{_TRAIL}][{_TRAIL}\xa0]*|\xc2\xa0|[\xa1-\xff]{{6,64}}")
_LED = re.compile(f"[{_TRAIL}]")
_HEAP = 6
"""Letters in a row of the last alternative, GBK read as Latin-1."""
_DAMAGED = re.compile("\ufffd+")


def mojibake_share(page: Page) -> Reading:
    """Characters in shapes left by a wrong charset, as a share of the visible characters."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    found: list[Span] = []
    if chars.count(cp.MISREAD_HAN):
        found += _gbk(chars)
    if chars.count(cp.LATIN1_LEAD) and _led(chars):
        found += [Span(*m.span()) for m in _LATIN.finditer(chars.text)]
    if chars.count(cp.CONTROL) and "\ufffd" in chars.text:
        found += [Span(*m.span()) for m in _DAMAGED.finditer(chars.text)]
    if not found:
        return ZERO
    damaged = sum(end - start for start, end in found)
    return Reading(min(damaged / chars.seen, 1.0), lambda: sorted(found))


def _gbk(chars: Characters) -> list[Span]:
    """What the commonest first two bytes of Chinese UTF-8 become in GBK, and U+FFFD in GBK."""
    text, found = chars.text, []
    for at in chars.positions(cp.MISREAD_HAN).tolist():
        if text[at] != "锟":
            found.append(Span(at, at + 1))
        elif text.startswith("斤", at + 1):
            found.append(Span(at, at + 2 + text.startswith("拷", at + 2)))
    return found


def _led(chars: Characters) -> bool:
    """Whether a lead is followed by a trail, or letters of the upper half of Latin-1 are heaped."""
    text = chars.text
    for at in chars.positions(cp.LATIN1_LEAD).tolist():
        following = text[at + 1 : at + 2]
        if following and not following.isascii() and (following == "\xa0" or _LED.match(following)):
            return True
    upper = ((chars.codes >= 0xA1) & (chars.codes <= 0xFF)).nonzero()[0]
    heaped: bool = (upper[_HEAP - 1 :] - upper[: 1 - _HEAP] == _HEAP - 1).any().item()
    return heaped
