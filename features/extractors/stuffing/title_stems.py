"""Search phrases on one subject strung together in the title."""

from __future__ import annotations

import math
import re

from features.feature import NOTHING, Reading
from features.page import Page

BOUNDS = (0.0, 10.0)
SOURCE = "new (titles that end in a tail of search phrases)"

_CUT = re.compile("[,，、;；|｜丨_/\\-–—()（）【】]+")
_WORD = re.compile(r"[a-zA-Z0-9]+(?=[\u2e80-\uabff])|[^\W_]+")
_LONGEST = 400
_SITE = 12
"""Characters of a site's name at most."""


def title_stems(page: Page) -> Reading:
    """Logarithm (base 2, of n) of the title's parts that begin with the same word or characters.

    Parts stand between commas, bars, underscores and dashes. In an alphabet the first word
    counts (four letters or more), in Han the first three characters; equal parts count too.
    One is due where nothing else is said but, last, a site's name: such titles list what a page
    has on its one subject. Without a title the first line is read, unless it is a sentence.
    """
    title = (page.title or "")[:_LONGEST]
    if not title and page.blocks:
        _, start, end, _ = page.blocks[0]
        title = page.text[start:end] if end - start <= _LONGEST else ""
        if "。" in title or ". " in title:
            return Reading(0.0)
    if not title or title.isspace():
        return NOTHING
    parts = _CUT.split(title)
    if len(parts) < 3:
        return Reading(0.0)
    heads: dict[str, int] = {}
    others: dict[str, str] = {}
    for part in parts:
        word = _WORD.search(part)
        if word is None:
            continue
        first = word.group().casefold()
        han = "\u2e80" <= first[:1] < "\uac00"
        head = first[:3] if han else first
        if len(head) >= (3 if han else 4) and not head.isdigit():
            heads[head] = heads.get(head, 0) + 1
        others[head] = part
    most = max(heads, key=heads.__getitem__, default="")
    if heads.get(most, 0) < 2:
        return Reading(0.0)
    last = parts[-1]
    alone = all(
        head == most or (part is last and len(part) <= _SITE) for head, part in others.items()
    )
    return Reading(math.log2(heads[most] - alone))
