"""Credits that name different people and different outlets."""

from __future__ import annotations

import re

from features.feature import NOTHING, Reading
from features.landmarks import HAN_CREDITS, LATIN_CREDITS, ORIGIN, WRITER
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
_SAME = (2, 3)
"""Characters by which names of writers and origins in Han are told apart: text may follow."""
_OF_PICTURES = re.compile(r"(?:[图片影频数据料材]|▲)\Z")
_PICTURES = ("截图", "供图", "网络", "视频", "图片", "公众号", "微博")
_NOBODY = ("本", "其他", "其它", "网络", "互联网", "综合", "图", "记者", "点击")
_OWN = ("本报", "本网", "本台", "本刊", "本社")
_MOST = (1, 3)
_STARTS = frozenset(" \n\t\u3000\xa0。.!?！？）)…|")
_TRIES = 12


def contradicting_credits(page: Page) -> Reading:
    """How many more writers (at most 1) and origins (at most 3) than one each the credits name.

    Read at labels in eight languages (`By`, `Quelle:`, `来源：`) and at datelines; a writer who
    is named again, or a source that is the dateline's outlet, counts once. Of names behind the
    same label the first is read: a list has a credit for each entry, one article has not. Credits
    of pictures and data are left out.
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
                if not latin and (
                    _OF_PICTURES.search(text, max(0, at - 2), at)
                    or name[1].endswith(_PICTURES)
                    or name[1].startswith(_NOBODY)
                ):
                    continue
                key = (
                    " ".join(name[1].split(" ")[:2]).casefold() if latin else name[1][: _SAME[kind]]
                )
                named[kind].setdefault(key, Span(at, name.end()))
                break
    for mark, before in _BEFORE:
        for at in known.get(mark, ())[:_TRIES]:
            name = before.search(text, max(0, at - 30), at)
            if (
                name
                and not name[1].isupper()
                and not name[1].endswith(_OWN)
                and not name[1].startswith(_NOBODY)
            ):
                key = name[1].casefold() if mark[0] == ")" else name[1][: _SAME[ORIGIN]]
                named[ORIGIN].setdefault(key, Span(name.start(), at))
                reporter = _HAN_NAME.match(text, at + len(mark)) if mark[0] != ")" else None
                if reporter:
                    named[WRITER].setdefault(reporter[1][: _SAME[WRITER]], Span(at, reporter.end()))
                break
    extra = sum(min(max(0, len(names) - 1), most) for names, most in zip(named, _MOST, strict=True))

    def evidence() -> list[Span]:
        return sorted(span for names in named if len(names) > 1 for span in names.values())

    return Reading(float(extra), evidence)
