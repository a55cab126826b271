"""Rows of words that are letters drawn at random."""

from __future__ import annotations

import math
import re
from operator import sub

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.letter_pairs import rare_pairs, rare_places

BOUNDS = (0.0, 20.0)
SOURCE = "new (random-letter anchors of spider pools)"

_ROW = 3
"""Different words that make a row."""
_PAIRS = 2
"""Rare pairs of letters that make a word one that nobody would write."""
_SHORTEST, _LONGEST = 5, 24
_PROSE = re.compile(r"[A-Z,.;:!?，。；：！？]")
"""What stands in sentences, and in those that a pay wall has scrambled, but in no row of words."""
_MOST = 64
"""Words of a row that are held against each other."""
_APART = 24
"""Characters between two such words of one row: one word in between may look honest."""


def random_words(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the most different words of random letters in one row.

    Such a word has 5 to 24 small Latin letters and two pairs of them that words hardly hold
    (`qkzvd hjwxg`); in a row of three or more they stand at most 24 characters apart, and one
    word within another (a name and its address) counts once.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    if chars.count(cp.LATIN) < _SHORTEST:
        return ZERO
    text = chars.text
    count, rare = rare_places(text)
    # Two pairs of one word stand near each other.
    if count < _ROW * _PAIRS or not _close(rare):
        return ZERO
    letters = chars.mask(cp.LETTER).tobytes()
    words: list[Span] = []
    end = 0
    for at in rare:
        if at < end:
            continue
        start = letters.rfind(0, max(0, at - _LONGEST), at) + 1
        start = max(start, at - _LONGEST)
        stop = letters.find(0, at, at + _LONGEST)
        end = stop if stop > 0 else min(at + _LONGEST, len(text))
        words.append(Span(start, end))
    return _longest_row(text, [w for w in words if _random(text[w.start : w.end])])


def _close(places: list[int]) -> bool:
    """Whether any two neighbouring places are less than a word apart."""
    return min(map(sub, places[1:], places), default=_LONGEST) < _LONGEST


def _random(word: str) -> bool:
    return (
        _SHORTEST <= len(word) <= _LONGEST
        and word.isascii()
        and word.islower()
        and rare_pairs(word) >= _PAIRS
    )


def _longest_row(text: str, words: list[Span]) -> Reading:
    best: list[Span] = []
    row: list[Span] = []
    for word in words:
        if row:
            gap = text[row[-1].end : word.start]
            if len(gap) > _APART or _PROSE.search(gap):
                row = []
        row.append(word)
        if len(row) > len(best):
            best = row
    different = {text[word.start : word.end] for word in best}
    if len(different) < _MOST:
        different = {
            word for word in different if not any(word in o for o in different if o != word)
        }
    if len(different) < _ROW:
        return ZERO
    return Reading(math.log2(1 + len(different)), lambda: best)
