"""Credits that name different people and different outlets."""

from __future__ import annotations

import re

from features.feature import NOTHING, Reading
from features.landmarks import HAN_CREDITS, LATIN_CREDITS, ORIGIN
from features.page import Page
from features.span import Span
from features.views.marks import marks

BOUNDS = (0.0, 10.0)
SOURCE = "new (pages put together from several sites keep the credits of each)"

_HAN_NAME = re.compile(r"\s{0,2}([\u4e00-\u9fff·]{2,10})")
_NAME = re.compile(
    r"\s{0,2}((?:the |The |der |die |la |le |el |O |A )?"
    r"[A-ZÀ-ÞА-Я][\w'’.-]{1,20}(?: [A-ZÀ-ÞА-Я][\w'’.-]{0,20}){0,3})"
)
# Names that stand before what tells them to be outlets.
_BEFORE = (
    ("讯（记者", re.compile(r"([\u4e00-\u9fff]{2,8})\Z")),
    ("讯(记者", re.compile(r"([\u4e00-\u9fff]{2,8})\Z")),
    (") - ", re.compile(r"\(([A-Z][\w .]{2,28})\Z")),
    (") — ", re.compile(r"\(([A-Z][\w .]{2,28})\Z")),
)
_MOST = (1, 3)
_STARTS = frozenset(" \n\t\u3000\xa0。.!?！？）)…|")
_TRIES = 12


def contradicting_credits(page: Page) -> Reading:
    """How many more writers (at most 1) and origins (at most 3) than one each the credits name.

    Read at labels in eight languages (`By`, `Quelle:`, `来源：`) and at datelines; a writer who
    is named again, or a source that is the dateline's outlet, counts once.
    """
    text = page.text[: page.visible_end]
    if not text:
        return NOTHING
    named: tuple[dict[str, Span], dict[str, Span]] = ({}, {})
    known = marks(page)
    for labels, pattern in ((LATIN_CREDITS, _NAME), (HAN_CREDITS, _HAN_NAME)):
        for label, kind in labels if known else ():
            for at in known.get(label, ())[:_TRIES]:
                latin = pattern is _NAME
                if latin and at and text[at - 1 : at] not in _STARTS:
                    continue
                name = pattern.match(text, at + len(label))
                if name is None or (latin and kind != ORIGIN and " " not in name[1]):
                    continue
                if label == "返回" and not text.startswith("，查看", name.end()):
                    continue  # a platform's tail names the platform
                key = " ".join(name[1].split(" ")[:2]).casefold()
                named[kind].setdefault(key, Span(at, name.end()))
    for mark, before in _BEFORE:
        for at in known.get(mark, ())[:_TRIES]:
            name = before.search(text, max(0, at - 30), at)
            if name:
                named[ORIGIN].setdefault(name[1].casefold(), Span(name.start(), at))
    extra = sum(min(max(0, len(names) - 1), most) for names, most in zip(named, _MOST, strict=True))

    def evidence() -> list[Span]:
        return sorted(span for names in named if len(names) > 1 for span in names.values())

    return Reading(float(extra), evidence)
