"""Fragments that say one name and something else, set between the sentences of a text."""

from __future__ import annotations

import functools
import math
import re

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.function_words import function_words

BOUNDS = (0.0, 10_000.0)
SOURCE = "new (scraped sentences shuffled round one search phrase)"

_DUE = 4000
"""Code points added to a text's length before its root is taken."""
_LATIN = re.compile(r"\. ([^\W\d_][\w'’]{4,30}(?: -)?(?: [\w'’-]{1,20}){1,4})(?=\.(?:\s|\Z))")
_HAN_NAME = 4
"""Characters of a name in Han by which fragments are told to begin alike."""
_HAN = re.compile(r"。(?!\d)(\w{5,14})(?=[，。 \n])")
# Words without which hardly a sentence in Chinese is one, verbs of speech, captions.
_SENTENCE = re.compile(
    "[的是了在有与和从对我你他她它们着之及于并也都就将被把这那吗呢吧据图摄所以为还但而时]"
    "|^进一步|(?:说|表示|指出|强调|称|认为|介绍|道|透露|解释|看来|坦言|回忆|发现|显示)$"
)
_DIGITS = re.compile(r"\d+")
_MORE_WORDS = (
    "said says told i he she it you your to or as a by my be do if so no at we his her not there"
    " these those where while after before about other never every thank thanks please retrieved"
    " accessed archived their"
)


@functools.cache
def _function_words() -> frozenset[str]:
    return frozenset((*function_words(), *_MORE_WORDS.split()))


def name_fragments(page: Page) -> Reading:
    """Different fragments that begin with one name, but for one, over the root of the length.

    A fragment stands behind a full stop, has two to five words and no function word (in Han up
    to fourteen characters), and ends in a full stop or comma. The name is its first word, or
    four characters. Divided by the root of (length + 4,000) / 1,000.
    """
    text = page.text[: page.visible_end]
    if not text:
        return NOTHING
    latin, han = _some_begin_alike(text)
    found: dict[str, dict[str, Span]] = {}
    known = _function_words()
    for match in _LATIN.finditer(text) if latin else ():
        words = match[1].lower().split()
        if known.isdisjoint(words):
            same = found.setdefault(words[0], {})
            same.setdefault(_DIGITS.sub("", " ".join(words)), Span(*match.span(1)))
    for match in _HAN.finditer(text) if han else ():
        fragment = match[1]
        if not _SENTENCE.search(fragment):
            same = found.setdefault(fragment[:_HAN_NAME], {})
            same.setdefault(_DIGITS.sub("", fragment), Span(*match.span(1)))
    most = max(found.values(), key=len, default={})
    if len(most) < 2:
        return ZERO
    value = (len(most) - 1) / math.sqrt((len(text) + _DUE) / 1000)
    return Reading(value, lambda: sorted(most.values()))


def _some_begin_alike(text: str) -> tuple[bool, bool]:
    """Whether two possible fragments in Latin letters begin with one name, and two in Han."""
    latin = [words.split(" ", 1)[0].lower() for words in _LATIN.findall(text)]
    han = [words[:_HAN_NAME] for words in _HAN.findall(text)] if "。" in text else []
    return len(set(latin)) < len(latin), len(set(han)) < len(han)
