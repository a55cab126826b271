"""Fields of an article's head that the template left empty."""

from __future__ import annotations

import math
import re

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 30.0)
SOURCE = "new (a template filled from an empty record)"

_FIELD = (
    r"(?:更新时间|更新日期|发布时间|发布日期|发表时间|发布者|发布人|添加时间|录入时间|上传时间|日期|时间|作者|来源|出处|编辑"
    r"|责任编辑|责编|浏览次数|浏览量|浏览|点击数|点击|阅读次数|阅读量|阅读|人气|评论数|评论|标签|关键词|关键字|栏目|分类|所属分类"
    r"|上一篇|下一篇|上一条|下一条|摘要|导读|字体|字号|更新時間|發布時間|發佈時間|來源|瀏覽|點擊|標籤|關鍵詞"
    r"|(?<!\w)(?:posted by|posted on|posted in|posted|published on|published|written by"
    r"|author|date|source|views|hits|tags|tagged|category|categories|filed under|last updated"
    r"|updated on|updated|autor|fecha|fuente|etiquetas|datum|quelle|kategorie|schlagwörter|auteur"
    r"|catégorie|publié le|автор|дата|источник|теги|投稿者|投稿日|カテゴリー|タグ|작성자|작성일))"
)
# Nothing behind the colon but the end of the line, another field, or words that only join fields.
_EMPTY = re.compile(
    _FIELD
    + r"\s?[:：](?:[ \t\u3000]{0,9}(?:\n|\Z|[|｜]|"
    + _FIELD
    + r"\s?[:：]|(?:on|in|at|by)\s{0,9}(?:\n|\Z)))",
    re.I,
)


def empty_fields(page: Page) -> Reading:
    """Fields of an article's head or foot (author, date, views) left empty: log2 of 1 + n."""
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    if not chars.count(cp.COLON):
        return Reading(0.0)
    found: list[Span] = []
    at, text = 0, chars.text
    while match := _EMPTY.search(text, at):
        field = Span(match.start(), match.start() + re.search("[:：]", match[0]).end())  # type: ignore[union-attr]
        found.append(field)
        at = field.end  # the field that follows may be empty too
    return Reading(math.log2(1 + len(found)), lambda: found)
