"""Where one article ends and, on the same page, another begins."""

from __future__ import annotations

import functools
import re

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.heads import Head, Headed
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 100.0)
SOURCE = "new (stitching content from several pages: Google Search spam policies)"

_FOOT = (
    r"返回\w{1,6}[,，]?查看更多|展开全文|[（(](?:完|全文完)[)）]|举报/?反馈|责任编辑[:：]?[^\n]{0,12}"
    r"|责编[:：][^\n]{0,12}|编辑[:：][^\n]{0,12}|特别声明[^\n]{0,60}|声明[:：][^\n]{0,60}|阅读原文"
    r"|点击查看原文|未经授权不得转载|read more at[^\n]{0,40}|continue reading[^\n]{0,40}"
    r"|share this:?[^\n]{0,40}|filed under:[^\n]{0,40}|copyright [^\n]{2,40}(?=\n)"
    r"|(?-i:Copyright(?: [A-Z][\w.]{0,20}){1,4}?)"
    r"|originally published[^\n]{0,60}|the post [^\n]{2,120}appeared first on[^\n]{0,40}"
    r"|# # #|###|-30-|\(ends?\)|- ends -"
)
_HEAD = (
    r"(?:文|撰文)\s?[|｜/／丨:：]|(?:来源|來源|作者|原标题)[:：](?=\S)|[^\n]{2,10}讯\s?[（(]"
    r"|[^\n]{0,8}\d{1,2}月\d{1,2}日[电讯]|[（(]记者|本报记者|by [^\n]{3,40}(?:\n| )|source: (?=\S)"
    r"|\([^\n]{2,30}\) ?[-–—]|[A-Z][A-Za-z .]{2,24}, [^\n]{0,20}\([^\n]{2,20}\) ?[-–—]"
    r"|posted (?:by|on) |published "
)
_SEAM = re.compile(rf"(?:{_FOOT})\s{{1,8}}(?:{_HEAD})", re.I)
_HEADS = (
    *map(Head, ("返回", "展开全", "（完", "(完", "（全", "(全", "举报", "责任编", "责编", "编辑")),
    *map(Head, ("特别声", "声明", "阅读原", "点击查", "未经授", "sha", "# #", "###", "-30", "(en")),
    Head("- e"),
    Head("d m", 3),  # read more
    Head("nue", 5),  # continue
    Head("d u", 4),  # filed under
    Head("pyr", 2),  # copyright
    Head("igi", 2),  # originally
    Head("e p", 2),  # the post
)
"""Of each ending two or three characters that are rare."""
_CREDITS = re.compile(r"(?:责任编辑|责编|编辑)[:：] ?\S+\s{1,8}(?:来源|來源|作者)[:：]\Z")
"""Credits of one article, one after the other."""
_HAN = cp.HAN
SUBJECT = subject(
    ZERO,
    ("返", "回"),
    ("展", _HAN, "全", _HAN),
    ("（(", "完", "）)"),
    ("（(", "全", _HAN, "完"),
    ("举", "报"),
    ("责", _HAN, "编", _HAN),
    ("责", "编", "：:"),
    ("编", _HAN, "：:"),
    ("特", _HAN, "声", _HAN),
    ("声", _HAN, "：:"),
    ("阅", _HAN, _HAN, _HAN),
    ("点", "击", _HAN, _HAN, _HAN, _HAN),
    ("未", _HAN, "授"),
    *[
        tuple([letter + letter.upper() + "ıſİ\u212a" for letter in begins])
        for begins in (
            *("ead mor", "nue rea", "hare th", "filed u", "copyr", "ginally"),
            *("he post ", "# # #", "###", "(end", "- end"),
        )
    ],
    ("-", cp.DIGIT, cp.DIGIT, "-"),
)
"""Of every ending enough to be rare."""
_AROUND = 150
"""Characters that must stand before and behind a seam: less is no article."""

_LOOK = 400
_PARAGRAPH = 60
"""Characters of Han in the shortest paragraph, twice as many in other scripts."""


def _is_prose(text: str) -> bool:
    return any(
        len(line) >= (_PARAGRAPH if max(line) >= "\u2e80" else 2 * _PARAGRAPH)
        for line in text.split("\n")
        if len(line) >= _PARAGRAPH
    )


@functools.cache
def _seams() -> Headed:
    return Headed(_SEAM, _HEADS)


def article_seams(page: Page) -> Reading:
    """Places where an article's ending is followed at once by the head of another.

    Text has to stand before, and behind a paragraph: lists of other headlines are none. Endings
    are platform tails, editor lines, notices; heads are credits and datelines.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    text = chars.text
    found = [
        Span(*match.span())
        for match in _seams().finditer(text)
        if match.start() >= _AROUND
        and match.end() + _AROUND <= len(text)
        and not _CREDITS.match(match[0])
        and _is_prose(text[match.end() : match.end() + _LOOK])
    ]
    if not found:
        return ZERO
    return Reading(float(min(len(found), 100)), lambda: found)
