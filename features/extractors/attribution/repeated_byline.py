"""Bylines said twice in a row."""

from __future__ import annotations

import re

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.visible_blocks import visible_blocks

BOUNDS = (0.0, 100.0)
SOURCE = "new (a scraper that took the byline from two places)"

_LATIN = (
    *("By", "Written", "Posted", "Reported", "Published", "Text", "Words", "Story", "Geschrieben"),
    *("Verfasst", "Escrito", "Écrit", "Scritto", "Von", "Vom", "Par", "Por", "Di", "Da", "Af"),
    *("Av", "Door", "Od", "Przez", "Source", "Author", "Quelle", "Autor", "Auteur", "Fuente"),
    *("Fonte", "Författare", "Bron", "Źródło", "Автор", "Источник", "Текст", "Via", "Reporter"),
    "Editor",
)
_HAN = (
    *(
        "文字",
        "图文",
        "作者",
        "来源",
        "來源",
        "编辑",
        "责任编辑",
        "責任編輯",
        "责编",
        "记者",
        "記者",
    ),
    *("撰文", "撰稿", "原创", "出处", "기자", "출처", "著者", "出典"),
)
_LABEL = re.compile(
    r"(?:"
    r"(?:文字?|图|图文|作者|来源|來源|编辑|責任編輯|责任编辑|责编|记者|記者|撰文|撰稿|原创|出处|글|기자|출처|著者|出典)"
    r"\s{0,2}[:：|｜丨/／\s]"
    r"|(?:(?:written|posted|reported|published|text|words|story|geschrieben|verfasst|escrito|écrit|publié|scritto)\s)?"
    r"(?:by|von|vom|par|por|di|da|af|av|door|od|przez)\s"
    r"|(?:source|author|quelle|autor(?:in|a)?|auteur|autore|fuente|fonte|författare|bron|źródło|автор|источник|текст|via|reporter|editor)"
    r"\s{0,2}[:：|/]"
    r")",
    re.IGNORECASE,
)
_HEADS = frozenset(
    {latin[:2] for latin in _LATIN}
    | {latin[:2].lower() for latin in _LATIN}
    | {latin[:2].upper() for latin in _LATIN}
    | {han[:2] for han in _HAN}
    | {han + mark for han in "文图글" for mark in " :：|｜丨/／"}
)
"""How a label may begin: hardly any block does, and only those are looked at."""
_REACH = 70
_BETWEEN = " \t\n\r\xa0\u3000|｜·•,，;；/-–—"


def repeated_byline(page: Page) -> Reading:
    """Number of bylines or source lines at a block's head that are followed by themselves."""
    blocks = visible_blocks(page)
    if not blocks.kinds:
        return NOTHING
    text, stop = page.text, page.visible_end
    found: list[Span] = []
    reached = 0
    for head in [start for start in blocks.starts if text[start : start + 2] in _HEADS]:
        if head < reached:
            continue
        start = head
        # The first signs once more, near by.
        at = text.find(text[start : start + 5], start + 5, min(stop, start + _REACH))
        while at >= 0:
            once = text[start:at].rstrip(_BETWEEN)
            end = at + len(once)
            if not text.startswith(once, at) or not _LABEL.match(once):
                break
            found.append(Span(at, end))
            reached = end
            start = at
            at = text.find(text[start : start + 5], start + 5, min(stop, start + _REACH))
    return Reading(min(float(len(found)), 100.0), lambda: found)
