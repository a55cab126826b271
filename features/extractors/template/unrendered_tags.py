"""Template tags that were never filled in."""

from __future__ import annotations

import math
import re

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 30.0)
SOURCE = "C4, Raffel et al. 2020 (curly bracket), narrowed to the shapes of template tags"


# Each begins with a fixed sign, so that a page without the sign costs one search for it.
_TAGS = (
    (
        "{",
        re.compile(
            r"\{\{[^{}\n]{0,60}\}\}|\{[$#%]?[a-zA-Z_][\w.:|-]{2,30}\}|\{%-? ?[a-z][^{}\n]{0,60}%\}"
        ),
    ),
    ("%", re.compile(r"%(?<!\w%)(?:%?[a-zA-Z]\w{2,24}%|[sd](?!\w))")),
    ("<", re.compile(r"<(?:%=?[^%\n]{0,60}%>|\?php)")),
    (
        "[",
        re.compile(
            r"\[(?:rand|keyword|random|title|tag|num|name|date|field|list|insert|your|随机|关键词|标题"
            r"|时间|地区|城市|内容)[^\[\]\n]{0,24}\]"
        ),
    ),
    ("undefined", re.compile(r"(?m)^\s{0,9}undefined\s{0,9}$")),
    ("[object", re.compile(r"\[object (?:Object|Undefined|Null)\]")),
    ("【", re.compile(r"【(?:随机|关键词|变量|标题|地区|城市)[^【】\n]{0,12}】")),
)
SUBJECT = subject(
    ZERO,
    ("{", ("{$#%_", cp.LATIN)),
    ("%", ("%", cp.LATIN)),
    ("<", "%?"),
    ("[", "rktndfliyo随关标时地城内"),
    ("【", "随关变标地城"),
    (*"undefi",),
)


def unrendered_tags(page: Page) -> Reading:
    """Template tags left in the text ({name}, {{x}}, %s, [random]): log2 of 1 + n."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    text = chars.text
    found = [
        Span(*match.span())
        for sign, pattern in _TAGS
        if sign in text
        for match in pattern.finditer(text)
    ]
    if not found:
        return ZERO
    return Reading(math.log2(1 + len(found)), lambda: sorted(found))
