"""Fields, tags and widgets that a template left behind unfilled."""

from __future__ import annotations

import math
import re

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.visible_blocks import visible_blocks

BOUNDS = (0.0, 10.0)
SOURCE = "new (a template filled from an empty record)"

_TAGS = (
    (
        "{",
        # Behind a letter or a backslash it is an argument of TeX (`\\begin{matrix}`).
        re.compile(
            r"\{\{\s?[a-zA-Z_][\w. |]{1,40}\}\}|(?<![\\A-Za-z0-9}])\{\$?[a-zA-Z_][\w.:-]{2,30}\}"
        ),
    ),
    ("%%", re.compile(r"%%[a-zA-Z_]\w{1,24}%%")),
    (
        "[",
        re.compile(
            r"\[(?:your[ _-]|the[ _-]|insert[ _-])?(?:city|state|county|country|region"
            r"|location|town|zip|name|company"
            r"|brand|business|keywords?|title|tags?|date|year|phone|email|url|link|domain|site|product"
            r"|service|category|author|content|text|random|rand|num|number|stadt|ort|ville|ciudad"
            r"|关键词|标题|时间|地区|城市|内容|随机)(?:[ _-]?(?:name|here|\d{1,3}))?\]",
            re.IGNORECASE,
        ),
    ),
    ("【", re.compile(r"【字体[:：]|【(?:关键词|标题|城市|地区|随机\w{0,4})】")),
)
_BARE = frozenset({"undefined", "null", "nan", "[object object]", "nil"})
"""What programs write for no value; `N/A`, `none` and `TBD` people write into tables."""
_OF_A_KIND = 2
"""How many of one kind count: a page about templates has twenty tags, and all of one kind."""
_FIELDS = (
    "作者|来源|时间|更新时间|发布时间|发布日期"
    "|日期|编辑|责任编辑|标签|关键词|浏览次数|浏览量|点击|点击数"
    "|点击次数|阅读|出处|分类|栏目|"
    "posted by|posted on|posted|published by|written by|author|source|date|updated|category"
    "|categories|tags|"
    "views|filed under|von|autor|quelle|datum|fuente|fecha|auteur|par|fonte|data"
    "|автор|источник|дата"
)
# A field with nothing behind it but another field, a joining word or a counter.
_EMPTY = re.compile(
    rf"\W{{0,3}}(?:{_FIELDS})\s{{0,3}}[:：][ \t\xa0\u3000]{{0,6}}"
    rf"(?:$|(?:on|in|by|at|am|le|el|il|um)\W{{0,3}}$|(?:{_FIELDS})\s{{0,3}}[:：])",
    re.IGNORECASE,
)
_SHORT = 60
_WIDGETS = (
    "还没有人评论",
    "暂无评论",
    "抢首评",
    "暂无数据",
    "没有了",
    "快来抢沙发",
    "lorem ipsum",
    "no comments yet",
    "be the first",
    "dolor sit amet",
    "noch keine kommentare",
    "sin comentarios",
)
_COUNTER = re.compile(
    r"\W{0,3}(?:浏览次数|浏览量|浏览|阅读|点击|点击数|人气|views?|hits|reads)\s{0,2}[:：(（]\s{0,2}\d+\W{0,3}$",
    re.IGNORECASE,
)


def template_residue(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the different things a template left unfilled.

    Tags ({name}, {{x}}, %%x%%, [city]), short lines that are a field without its value, a bare
    `undefined`, an unused comment box or a bare counter; the same twice counts once, and of one
    kind two count.
    """
    blocks = visible_blocks(page)
    if not blocks.kinds:
        return NOTHING
    text = page.text[: page.visible_end]
    found: dict[str, dict[str, Span]] = {}

    def note(kind: str, what: str, start: int, end: int) -> None:
        of_kind = found.setdefault(kind, {})
        if len(of_kind) < _OF_A_KIND:
            of_kind.setdefault(what, Span(start, end))

    for sign, pattern in _TAGS:
        if sign in text:
            for match in pattern.finditer(text):
                note(sign, match.group(), *match.span())
    short = [
        (start, end)
        for start, end, size in zip(blocks.starts, blocks.ends, blocks.sizes, strict=True)
        if size <= _SHORT
    ]
    lines = [text[start:end] for start, end in short]
    joined = "\n".join(lines).lower()
    unused = any(map(joined.__contains__, _WIDGETS))
    for (start, end), line in zip(short, lines, strict=True):
        if ":" in line or "：" in line or "(" in line or "（" in line:
            if line[-1:] in "0123456789)）" and _COUNTER.match(line):
                note("counter", "counter", start, end)
            elif _EMPTY.match(line):
                note("empty", line, start, end)
        if unused and any(map(line.lower().__contains__, _WIDGETS)):
            note("unused", line, start, end)
    if not _BARE.isdisjoint(joined.split("\n")):
        for (start, end), line in zip(short, lines, strict=True):
            if line.lower() in _BARE:
                note("bare", line, start, end)
    spans = [span for of_kind in found.values() for span in of_kind.values()]
    return Reading(math.log2(1 + len(spans)), lambda: sorted(spans))
