"""Text decoded with the wrong charset."""

from __future__ import annotations

import re

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new (shapes of UTF-8 read as Latin-1, cp1252 or GBK, and of GBK read as Latin-1)"

# UTF-8 lead bytes as Latin-1 letters, with trail bytes as Latin-1 or cp1252 signs. A no-break
# space after a letter is French spacing and no trail byte, but after an A-circumflex.
_TRAIL = "\x80-\x9f\xa1-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LATIN = re.compile(f"[\xc2-\xf4][{_TRAIL}][{_TRAIL}\xa0]*|\xc2\xa0|[\xa1-\xff]{{6,64}}")
# What the commonest first two bytes of Chinese UTF-8 become in GBK, and U+FFFD in GBK.
_GBK = re.compile("[銆锛鈥鐨鍦鏄鎴鍜閿]|锟斤拷?")
_DAMAGED = re.compile("\ufffd+")


def mojibake_share(page: Page) -> Reading:
    """Characters in shapes left by a wrong charset, as a share of the visible characters."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    patterns = []
    if chars.count(cp.MISREAD_HAN):
        patterns.append(_GBK)
    if chars.count(cp.LATIN1_LEAD):
        patterns.append(_LATIN)
    if chars.count(cp.CONTROL):
        patterns.append(_DAMAGED)
    if not patterns:
        return Reading(0.0)
    found = [Span(*m.span()) for pattern in patterns for m in pattern.finditer(chars.text)]
    damaged = sum(end - start for start, end in found)
    return Reading(min(damaged / chars.seen, 1.0), lambda: sorted(found))
