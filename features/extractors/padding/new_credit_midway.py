"""An ending and a new credit in the middle of the text."""

from __future__ import annotations

import re

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.marks import ENDINGS, marks

BOUNDS = (0.0, 100.0)
SOURCE = "new (stitching content from several pages: Google Search spam policies)"

_CREDIT = re.compile(
    r"(?:文|图|撰文|作者|来源|原标题|记者|编译)\s?[:：|｜丨/]|(?:讯|电|报道)[（(](?:本报)?(?:记者|通讯员)"
    r"|(?:\n|[:.] ?|\w )(?:By|Von|Par|Por|Di|Da|Text|Source"
    r"|Quelle|Fuente|Fonte|Author|Autor|Автор|Источник)"
    r"[: ]\s?[A-ZÀ-ÞА-Я]|\([A-Z][\w .]{2,28}\)\s?[-–—]"
)
_TRIES = 50
_NEAR = 70
_PROSE = 150
"""Bytes of UTF-8 in a line that make it running text."""
_AROUND = 1500


def new_credit_midway(page: Page) -> Reading:
    """How often an article's ending is followed by a new credit line, with prose on both sides."""
    text = page.text[: page.visible_end]
    if not text:
        return NOTHING
    found: list[Span] = []
    known = marks(page)
    for ending in ENDINGS if known else ():
        for at in known.get(ending, ())[:_TRIES]:
            after = at + len(ending)
            credit = _CREDIT.search(text, after - 1, after + _NEAR)
            if (
                credit
                and _prose(text[max(0, at - _AROUND) : at])
                and _prose(text[credit.end() : credit.end() + _AROUND])
            ):
                found.append(Span(at, credit.end()))
    if not found:
        return Reading(0.0)
    found.sort()
    apart = [found[0]]
    for span in found[1:]:
        if span.start > apart[-1].end:
            apart.append(span)
    return Reading(float(min(len(apart), 100)), lambda: apart)


def _prose(text: str) -> bool:
    """Whether a line of running text stands in ``text``."""
    return any(
        len(line) * (3 if line[len(line) // 2 : len(line) // 2 + 1] >= "\u2e80" else 1) >= _PROSE
        for line in text.split("\n")
    )
