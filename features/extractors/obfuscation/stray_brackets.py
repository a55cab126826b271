"""Brackets left empty or without a partner."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.quotes import with_context
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 1000.0)
SOURCE = "new (what stays behind where a program removed a brand or a link)"
SUBJECT = subject(ZERO, (cp.BRACKET,))

_PARTNER = {
    ord(b): ord(a)
    for a, b in ("()", "（）", "[]", "【】", "《》", "「」", "『』", "〈〉", "〔〕", "{}")
}
_OPEN = frozenset(_PARTNER.values())
_ROUND = frozenset(map(ord, "()"))


def stray_brackets(page: Page) -> Reading:
    """Brackets with nothing inside or without a partner on their line, per 1,000 characters.

    Plain round ones count only when empty: list letters and emoticons use them unpaired.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    if not chars.count(cp.BRACKET):
        return ZERO
    # Nearly always brackets come as pairs that hold something and no other pair.
    if chars.alternate(cp.BRACKET, cp.OPENING):
        return ZERO
    at = chars.positions(cp.BRACKET | cp.NEWLINE)
    found: list[Span] = []
    waiting: list[tuple[int, int]] = []
    for place, code in zip(at.tolist(), chars.codes[at].tolist(), strict=True):
        if code in _OPEN:
            waiting.append((place, code))
        elif code in _PARTNER:
            if waiting and waiting[-1][1] == _PARTNER[code]:
                start, _ = waiting.pop()
                if start + 1 == place:
                    found.append(Span(start, place + 1))
            elif code not in _ROUND:
                found.append(Span(place, place + 1))
        elif code in (10, 13) and waiting:
            found += [Span(start, start + 1) for start, kind in waiting if kind not in _ROUND]
            waiting.clear()
    found += [Span(start, start + 1) for start, kind in waiting if kind not in _ROUND]
    if not found:
        return ZERO
    return Reading(
        1000.0 * len(found) / (chars.seen + len(found)), lambda: with_context(chars.text, found)
    )
