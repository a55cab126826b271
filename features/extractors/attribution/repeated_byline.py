"""Bylines said twice in a row."""

from __future__ import annotations

import functools
import re
from itertools import pairwise

from features.feature import NOTHING, ZERO, Reading
from features.heads import Head, Headed
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 100.0)
SOURCE = "new (a scraper that took the byline from two places)"

_HAN = (
    "文|撰文|作者|原作者|来源|來源|出处|记者|記者|编辑|編輯|责编|责任编辑|供稿|摄影|图|出典|文責"
    "|글|기자|출처"
)
_SIGNS = "|｜:：/／丨"
_LATIN = (
    "source|author|von|quelle|autor|par|auteur|por|fuente|fonte|di|autore|door|автор|источник|текст"
)
_MARK = re.compile(
    rf"(?:{_HAN})[ \u3000]?[{_SIGNS}][ \u3000]?"
    rf"|(?<!\w)(?:(?:written |posted |published |reported )?by|{_LATIN})(?::\s?|\s)(?=\S)",
    re.I,
)
_REACH = 60
"""How far behind a byline its repetition begins at most."""
_JOINTS = " \t\n\u3000,，;；·|｜/／-–—()（）"


@functools.cache
def _marks() -> Headed:
    heads = [Head(label[:3]) for label in _HAN.split("|") if len(label) > 1]
    heads += [
        Head(label + sign) for label in ("文", "图", "글") for sign in (*_SIGNS, " ", "\u3000")
    ]
    # A label of two letters with what stands behind it, or half of all words would begin it.
    heads += [Head(label + space) for label in ("by", "di") for space in ":" + _white_space()]
    others = set(_LATIN.split("|")) - {"di", "source", "quelle"}
    heads += [Head(label[:3]) for label in sorted(others)]
    heads += [Head("urc", 2), Head("uel", 1)]
    heads += [Head("n b", 6), Head("d b", 5), Head("d b", 7), Head("d b", 8)]
    return Headed(_MARK, heads)


def _white_space() -> str:
    return "".join([c for c in map(chr, range(0x3001)) if c.isspace()])


def repeated_byline(page: Page) -> Reading:
    """Number of bylines and source lines that only repeat, word for word, the one before them.

    Behind a label without a sign (`By`) the name stands on the same line and has two words.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    text = chars.text
    again: list[Span] = []
    for one, other in pairwise(_marks().finditer(text, _REACH)):
        if other.start() - one.start() > _REACH or one[0].casefold() != other[0].casefold():
            continue
        name = text[one.end() : other.start()].strip(_JOINTS)
        if not 2 <= len(name) <= _REACH or name[0].islower() or not any(map(str.isalpha, name)):
            continue
        if (
            one[0][-1].isspace()
            and one[0][-2:-1].isalpha()
            and (one[0][-1] == "\n" or " " not in name)
        ):
            continue  # "By Industry" is an entry of a menu: a name behind a bare word has two parts
        begin = other.end()
        while begin < len(text) and begin < other.end() + 2 and text[begin] in _JOINTS:
            begin += 1
        if text.startswith(name, begin):
            again.append(Span(other.start(), begin + len(name)))
    if not again:
        return ZERO
    return Reading(min(float(len(again)), 100.0), lambda: again)
