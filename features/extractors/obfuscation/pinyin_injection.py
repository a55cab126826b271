"""Pinyin put behind characters to break up copied text."""

from __future__ import annotations

import functools
import re

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.span import Span
from features.text import pinyin_syllables
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new"


_FEW = 100
"""Characters added to the text, so that one gloss in a short post is little."""
_REACH = 8
"""Characters of a toned syllable without brackets around its vowel, at most."""
_BARE = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ", "aaaaeeeeiiiioooouuuuvvvvvnnnm")
_OPENING = "(（[［【〔"
SUBJECT = subject(
    ZERO,
    (cp.HAN, _OPENING, cp.LOWER | cp.SPACE),
    (cp.HAN, " ", _OPENING, cp.LOWER | cp.SPACE),
    (cp.TONED,),
)


@functools.cache
def _bracketed() -> re.Pattern[str]:
    han, toned = cp.pattern_class(cp.HAN), cp.pattern_class(cp.TONED)
    return re.compile(f"[{han}] ?[(（\\[［【〔] ?([a-z{toned}ü]{{2,6}}|[{toned}]) ?[)）\\]］】〕]")


@functools.cache
def _bare() -> re.Pattern[str]:
    han, toned = cp.pattern_class(cp.HAN), cp.pattern_class(cp.TONED)
    return re.compile(f"[{han}] ?([a-z]{{0,3}}[{toned}][a-z]{{0,4}}) ?(?=[{han}])")


def pinyin_injection(page: Page) -> Reading:
    """Han characters followed by one pinyin syllable, as a share of the Han and a hundred more.

    A syllable in brackets of its own, toned or not, or a toned one between two characters.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    if not (chars.count(cp.HAN) and chars.count(cp.LATIN)):
        return ZERO
    text, known = chars.text, pinyin_syllables()
    found: list[Span] = []
    if chars.count(cp.BRACKET):
        at = chars.positions(cp.OPENING)
        small = chars.at(at + 1, cp.LOWER) | (chars.at(at + 1, cp.SPACE))
        match = _bracketed().match
        for start in at[small].tolist():
            if text[start] in _OPENING:
                begin = start - 2 if text[start - 1 : start] == " " else start - 1
                hit = match(text, begin) if begin >= 0 else None
                if hit and hit[1].translate(_BARE) in known:
                    found.append(Span(*hit.span()))
    if chars.count(cp.TONED):
        search, last = _bare().search, 0
        for start in chars.positions(cp.TONED).tolist():
            low = max(last, start - _REACH)
            hit = search(text, low, start + _REACH) if start >= last else None
            if hit and hit[1].translate(_BARE) in known:
                found.append(Span(*hit.span()))
                last = hit.end()
    if not found:
        return ZERO
    return Reading(len(found) / (chars.count(cp.HAN) + _FEW), lambda: sorted(found))
