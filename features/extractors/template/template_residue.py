"""Fields, tags and widgets that a template left behind unfilled."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

from features.feature import NOTHING, Reading
from features.landmarks import UNUSED
from features.page import Page
from features.span import Span
from features.views.marks import marks
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
_LONGEST_BARE = max(map(len, _BARE))
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
_LABEL_ENDS = ":：(（"
_FARTHEST = 3 + max(map(len, _FIELDS.split("|"))) + 3
"""Where the colon of a field stands at the farthest."""
_BEHIND = 6 + 2 + 3 + 1
"""Characters behind the last colon of an empty field at most, a line feed included."""
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
    if not visible_blocks(page).kinds:
        return NOTHING
    found: dict[str, dict[str, Span]] = {}
    for kind, what, start, end in chain(_tags(page), _fields(page), _lines(page)):
        of_kind = found.setdefault(kind, {})
        if len(of_kind) < _OF_A_KIND:
            of_kind.setdefault(what, Span(start, end))
    spans = [span for of_kind in found.values() for span in of_kind.values()]
    return Reading(math.log2(1 + len(spans)), lambda: sorted(spans))


Found = tuple[str, str, int, int]
"""Its kind, what makes it another than the next of its kind, start and end."""


def _tags(page: Page) -> Iterator[Found]:
    text = page.text[: page.visible_end]
    for sign, pattern in _TAGS:
        if sign[0] in text and sign in text:
            for match in pattern.finditer(text):
                yield sign, match.group(), *match.span()


def _fields(page: Page) -> Iterator[Found]:
    """Fields without a value and bare counters, looked for where a colon or bracket stands."""
    text, blocks = page.text[: page.visible_end], visible_blocks(page)
    starts, ends, sizes = blocks.starts, blocks.ends, blocks.sizes
    reached = -1
    for at in _label_ends(text):
        number = bisect_right(starts, at) - 1
        if number <= reached or at >= ends[number] or sizes[number] > _SHORT:
            continue
        reached = number
        start, end = starts[number], ends[number]
        line = text[start:end]
        if line[-1] in "0123456789)）" and _COUNTER.match(line):
            yield "counter", "counter", start, end
        elif _may_be_empty(line) and _EMPTY.match(line):
            yield "empty", line, start, end


def _lines(page: Page) -> Iterator[Found]:
    """Lines that are a bare `undefined`, or what an unused comment box says."""
    text, blocks = page.text, visible_blocks(page)
    known = marks(page)
    unused = any(map(known.__contains__, UNUSED)) if known else False
    if not unused and min(blocks.sizes) > _LONGEST_BARE:
        return
    for start, end, size in zip(blocks.starts, blocks.ends, blocks.sizes, strict=True):
        if size <= _LONGEST_BARE or (unused and size <= _SHORT):
            line = text[start:end]
            lower = line.lower()
            if lower in _BARE:
                yield "bare", line, start, end
            if unused and any(map(lower.__contains__, UNUSED)):
                yield "unused", line, start, end


def _label_ends(text: str) -> list[int]:
    """Where colons and opening brackets stand."""
    found = []
    for sign in _LABEL_ENDS:
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    found.sort()
    return found


def _may_be_empty(line: str) -> bool:
    """Whether a colon stands early on, and next to nothing or another colon behind it."""
    colons = [at for at in map(line.find, ":：") if at >= 0]
    return (
        bool(colons)
        and min(colons) <= _FARTHEST
        and (
            len(line) - 1 - max(line.rfind(":"), line.rfind("：")) <= _BEHIND
            or line.count(":") + line.count("：") > 1
        )
    )
