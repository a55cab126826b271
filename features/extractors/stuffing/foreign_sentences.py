"""Sentences of another language between those of a paragraph."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import Characters, characters
from features.views.function_words import function_words, little_words_in
from features.views.stretches import folded, sentences

BOUNDS = (0.0, 20.0)
SOURCE = "new (languages mixed inside one paragraph)"

_SCRIPTS = (
    cp.LATIN, cp.HAN | cp.KANA, cp.HANGUL, cp.CYRILLIC, cp.GREEK, cp.RTL, cp.INDIC, cp.UNSPACED,
)  # fmt: skip
_SPACED = (cp.LATIN, cp.CYRILLIC, cp.GREEK, cp.RTL, cp.INDIC, cp.UNSPACED)
_DENSE = cp.HAN | cp.KANA | cp.HANGUL
_LEAST, _LEAST_DENSE = 25, 8
"""Letters that a sentence has at least: of an alphabet, of Han, kana or Hangul."""
_SPACES = 3
"""Spaces that part words in it, and not the pieces of an address."""
_MOST = 2000
"""Sentences looked at."""
_FOREIGN = 3
"""Different little words of a second language that make a page worth looking at."""


def foreign_sentences(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the changes of language from one sentence to the next.

    Only within a line, of lines of two sentences only one (a translation stands behind what it
    translates), and only between sentences whose language is plain: by script, and for Latin
    letters by two little words or more of one language and none of another.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    several = _several_scripts(chars)
    latin = False
    if chars.count(cp.LATIN) > 2 * _LEAST:
        # Names and addresses among other letters are no sentences.
        several = several and (
            chars.count(cp.LATIN) * 2 > chars.count(cp.LETTER)
            or sum([word.islower() and word.isascii() for word in chars.text.split()]) >= _SPACES
        )
        latin = _two_languages(chars.text)
    elif several and chars.count(cp.CYRILLIC) + chars.count(cp.HANGUL) == 0:
        several = chars.count(cp.LATIN) < _LEAST or chars.text.count(" ") >= _SPACES
    if not (several or latin):
        return Reading(0.0)
    found = sentences(page)
    if len(found) < 2:
        return Reading(0.0)
    starts, ends = found.starts[:_MOST].tolist(), found.ends[:_MOST].tolist()
    scripts = _scripts(page, chars) if several else [0] * len(starts)
    text = chars.text
    changes: list[Span] = []
    pairs: list[Span] = []
    line: list[Span] = []
    before, end_before, plain = "", 0, 0
    for start, end, script in zip(starts, ends, scripts, strict=True):
        language = ""
        if script > 0:
            language = str(script)
        elif script == 0 and end - start >= _LEAST and text.count(" ", start, end) >= _SPACES:
            language = _language(text[start:end]) if latin else "0"
        if "\n" in text[end_before:start]:
            before = ""
            (changes if plain > 2 else pairs).extend(line)
            line, plain = [], 0
        if language:
            if before and before != language:
                line.append(Span(start, end))
            before = language
            plain += 1
        end_before = end
    (changes if plain > 2 else pairs).extend(line)
    changes = sorted(changes + pairs[:1])
    return Reading(math.log2(1 + len(changes)), lambda: changes)


def _several_scripts(chars: Characters) -> bool:
    """Whether two scripts have letters enough for a sentence each."""
    enough = sum([chars.count(script) >= _LEAST for script in _SPACED])
    dense = chars.count(cp.HAN) + chars.count(cp.KANA) >= _LEAST_DENSE
    return enough + dense + (chars.count(cp.HANGUL) >= _LEAST_DENSE) > 1


def _scripts(page: Page, chars: Characters) -> list[int]:
    """The script of each sentence, by number; -1 where it is mixed or short."""
    found, offsets = sentences(page), folded(page).offsets
    first, last = found.first[:_MOST], found.last[:_MOST]
    counts = np.zeros((len(_SCRIPTS), len(first)), dtype=np.intp)
    sums = np.zeros(len(offsets) + 1, dtype=np.intp)
    present = [bool(script & _DENSE) or chars.count(script) >= _LEAST for script in _SCRIPTS]
    for number, script in enumerate(_SCRIPTS):
        if not present[number]:
            continue
        np.cumsum(chars.mask(script).take(offsets), out=sums[1:])
        # A Han or kana character says as much as three letters.
        counts[number] = (sums[last] - sums[first]) * (3 if script & _DENSE else 1)
    main = counts.argmax(axis=0)
    most = counts.max(axis=0)
    plain = (5 * most >= 4 * counts.sum(axis=0)) & (most >= _LEAST)
    scripts: list[int] = np.where(plain, main, -1).tolist()
    return scripts


def _two_languages(text: str) -> bool:
    """Whether little words of two languages stand on the page, several different ones of each."""
    different = little_words_in(text)
    if len(different) < 2 * _FOREIGN:
        return False
    known = function_words()
    counts: dict[str, int] = {}
    for word in different:
        counts[known[word]] = counts.get(known[word], 0) + 1
    return sum([count >= _FOREIGN for count in counts.values()]) > 1


def _language(sentence: str) -> str:
    """The language of a sentence, or nothing where its little words are few or of several."""
    known = function_words()
    kept = Counter([known[word] for word in sentence.split() if word in known])
    if not kept:
        return ""
    (language, most), *others = kept.most_common(2)
    return language if most >= 2 and (not others or others[0][1] * 4 <= most) else ""
