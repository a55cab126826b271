"""Several articles stuck together on one page."""

from __future__ import annotations

import functools
import re

from features.feature import NOTHING, ZERO, Reading
from features.heads import Head, Headed
from features.page import Page
from features.views.stretches import folded_span, folded_text

BOUNDS = (0.0, 100.0)
SOURCE = "new (stitching content from several pages: Google Search spam policies)"

# What stands once in an article, at its head or at its foot, as the normaliser leaves it.
_HAN = (
    "返回搜狐查看更多",
    "责任编辑",
    "责编",
    "原标题",
    "本报讯",
    "讯记者",
    "展开全文",
    "未经授权不得转载",
    "未经许可不得转载",
    "观点仅代表作者本人",
    "电记者",
)
# Each with a part of its own that is found, or not, in a fraction of the time.
_LATIN = (
    ("appearedfi", ("appearedfirston",)),
    ("rightsreserved", ("allrightsreserved",)),
    ("originallypub", ("originallypublishedon", "thisarticlewasoriginallypublished")),
)
_NEWS_AGENCY = "新华社"
_WIRE = re.compile(r"新华社[^0-9]{1,12}[0-9]{1,2}月[0-9]{1,2}日电")
_APART = 200
"""Folded characters between two marks of one kind: nearer ones belong to one article."""


@functools.cache
def _any_han() -> Headed:
    marks = (*_HAN, _NEWS_AGENCY)
    return Headed(re.compile("|".join(marks)), [Head(mark[:3]) for mark in marks])


def glued_articles(page: Page) -> Reading:
    """How many more articles the page holds than one, told by what stands once in an article.

    Counted are tails (`返回搜狐，查看更多`, editor lines, notices) and datelines, each kind by
    itself and at least 200 letters apart; the kind that stands most often decides.
    """
    text = folded_text(page)
    if not text:
        return NOTHING
    han = not text.isascii() and any(_any_han().finditer(text))
    marks = list(_HAN) if han else []
    marks += [mark for part, longer in _LATIN if part in text for mark in longer]
    if not marks:
        return ZERO
    best: list[tuple[int, int]] = []
    for mark in marks:
        found: list[tuple[int, int]] = []
        at = text.find(mark)
        while at >= 0:
            found.append((at, at + len(mark)))
            at = text.find(mark, at + _APART)
        if len(found) > len(best):
            best = found
    if _NEWS_AGENCY in text:
        wires: list[tuple[int, int]] = []
        for match in _WIRE.finditer(text):
            if not wires or match.start() - wires[-1][0] >= _APART:
                wires.append(match.span())
        best = max(best, wires, key=len)
    if not best:
        return ZERO
    return Reading(
        float(min(len(best) - 1, 100)),
        lambda: [folded_span(page, start, end) for start, end in best],
    )
