"""Pinyin put behind characters to break up copied text."""

from __future__ import annotations

import functools
import re

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new"


REACH = 8
"""Characters of an injection before or after its toned vowel, at most."""


@functools.cache
def _pattern() -> re.Pattern[str]:
    han, toned = cp.pattern_class(cp.HAN), cp.pattern_class(cp.TONED)
    # A syllable has at most six letters, one of them a toned vowel.
    return re.compile(f"[{han}] ?[(（] ?[a-z]{{0,3}}[{toned}][a-z]{{0,4}} ?[)）]")


def pinyin_injection(page: Page) -> Reading:
    """Characters followed by their toned pinyin in brackets, as a share of the Han characters."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    # Every injection has one toned vowel and one Han character.
    if not (chars.count(cp.TONED) and chars.count(cp.HAN)):
        return ZERO
    search, text = _pattern().search, chars.text
    found: list[Span] = []
    last = 0
    for at in chars.positions(cp.TONED).tolist():
        hit = search(text, max(last, at - REACH), at + REACH) if at >= last else None
        if hit:
            found.append(Span(*hit.span()))
            last = hit.end()
    return Reading(len(found) / chars.count(cp.HAN), lambda: found)
