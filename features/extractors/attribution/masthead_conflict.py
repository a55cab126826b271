"""An outlet's masthead under another site's name."""

from __future__ import annotations

import re

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.visible_blocks import visible_blocks

BOUNDS = (0.0, 10.0)
SOURCE = "new (a brand set over a copied masthead, the outlet's credit left standing)"

_BRAND = re.compile(r"[-–—|_｜丨»·:]\s{0,3}([^-–—|_｜丨»·:]{2,30})$")
_PART = re.compile(r"\s{0,3}[|｜丨>»·/]\s{0,3}|(?<=[\u4e00-\u9fff])\s{1,3}|[-–—]")
_FIRST = 6
_LONGEST = 160
_CREDITS = (
    "版权归{}",
    "版权属于{}",
    "（{}记者",
    "({}记者",
    "来源：{}",
    "{}版权所有",
    "{}讯（",
    "{}讯(",
    "Copyright {}",
    "Copyright © {}",
    "© {}",
    "©{}",
    "({}) -",
    "({}) —",
    "at {}.",
    "Source: {}",
    "Quelle: {}",
    "Fuente: {}",
    "Source : {}",
    "Fonte: {}",
)


def masthead_conflict(page: Page) -> Reading:
    """Credits to an outlet that the masthead names beside the brand the title ends in.

    The masthead is one of the first six lines; another name than the brand must stand in it,
    and again further down in a copyright notice, a reporter's signature or a source line.
    """
    blocks = visible_blocks(page)
    if not blocks.kinds:
        return NOTHING
    brand = _BRAND.search((page.title or "").strip()[-60:])
    text = page.text[: page.visible_end]
    if brand is None and page.title:
        return Reading(0.0)
    own = brand[1].strip() if brand else ""
    found: list[Span] = []
    for start, end, size in zip(
        blocks.starts[:_FIRST], blocks.ends[:_FIRST], blocks.sizes[:_FIRST], strict=True
    ):
        if size > _LONGEST or not text.startswith(own, start):
            continue
        if text.find("://", start, end) >= 0:
            continue  # an address on display, and whose it is
        parts = _PART.split(text[start:end].removeprefix(own))[:12]
        for part in parts if own else parts[1:]:
            name = part.strip()
            if len(name) < 3 or name.casefold() in own.casefold():
                continue
            if text.find(name, end) < 0:
                continue
            for credit in _CREDITS:
                at = text.find(credit.format(name), end)
                if at >= 0:
                    found.append(Span(at, at + len(credit) - 2 + len(name)))
        if found:
            found.append(Span(start, end))
            break
    return Reading(float(min(len(found), 10)), lambda: sorted(found))
