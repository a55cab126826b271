"""Bylines said twice in a row."""

from __future__ import annotations

import re
from itertools import pairwise

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 100.0)
SOURCE = "new (a scraper that took the byline from two places)"

_MARK = re.compile(
    r"(?:文|撰文|作者|原作者|来源|來源|出处|记者|記者|编辑|編輯|责编|责任编辑|供稿|摄影|图|出典|文責|글|기자|출처)"
    r"[ \u3000]?[|｜:：/／丨][ \u3000]?"
    r"|(?<!\w)(?:(?:written |posted |published |reported )?by|source|author|von|quelle|autor|par"
    r"|auteur|por|fuente|fonte|di|autore|door|автор|источник|текст)(?::\s?|\s)(?=\S)",
    re.I,
)
_REACH = 60
"""How far behind a byline its repetition begins at most."""
_JOINTS = " \t\n\u3000,，;；·|｜/／-–—()（）"


def repeated_byline(page: Page) -> Reading:
    """Number of bylines and source lines that only repeat, word for word, the one before them."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    text = chars.text
    marks = list(_MARK.finditer(text))
    again: list[Span] = []
    for one, other in pairwise(marks):
        if other.start() - one.start() > _REACH or one[0].casefold() != other[0].casefold():
            continue
        name = text[one.end() : other.start()].strip(_JOINTS)
        if not 2 <= len(name) <= _REACH or name[0].islower() or not any(map(str.isalpha, name)):
            continue
        begin = other.end()
        while begin < len(text) and begin < other.end() + 2 and text[begin] in _JOINTS:
            begin += 1
        if text.startswith(name, begin):
            again.append(Span(other.start(), begin + len(name)))
    return Reading(min(float(len(again)), 100.0), lambda: again)
