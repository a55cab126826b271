"""The words that give away an origin, a count or a date label, in every language."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from features.attribution import (
    chinese,
    english,
    french,
    german,
    japanese,
    korean,
    russian,
    spanish,
)
from features.attribution.roles import Form

LANGUAGES = (chinese, english, japanese, korean, russian, german, french, spanish)

COUNT_LABELS = [
    "浏览次数",
    "浏览量",
    "浏览数",
    "浏览",
    "阅读次数",
    "阅读量",
    "阅读数",
    "阅读",
    "点击次数",
    "点击量",
    "点击数",
    "点击",
    "人气",
    "播放量",
    "播放次数",
    "播放",
    "围观",
    "點擊",
    "瀏覽",
    "閱讀",
    "Views",
    "views",
    "Reads",
    "reads",
    "Hits",
    "hits",
    "閲覧数",
    "再生回数",
    "조회수",
    "조회",
    "Просмотров",
    "Просмотры",
    "просмотров",
    "Aufrufe",
    "Vues",
    "Visitas",
]
"""Words beside which a page says how often it was looked at."""

DATE_LABELS = [
    "更新时间",
    "发布时间",
    "发布日期",
    "发表时间",
    "发表日期",
    "时间",
    "日期",
    "更新日期",
    "上传时间",
    "添加时间",
    "更新于",
    "Updated",
    "Published",
    "Posted",
    "Date",
    "更新日",
    "公開日",
    "掲載日",
    "작성일",
    "등록일",
    "Дата",
    "Опубликовано",
    "Datum",
    "Veröffentlicht",
    "Publié",
    "Publicado",
    "Fecha",
]
"""Words behind which a page says when it was made."""


@dataclass(frozen=True, slots=True)
class Triggers:
    """The words, and of each its forms and whether it labels a count or a date."""

    words: tuple[str, ...]
    forms: tuple[tuple[Form, ...], ...]
    counts: tuple[bool, ...]
    dates: tuple[bool, ...]


@functools.cache
def triggers() -> Triggers:
    """Every trigger, each once."""
    served: dict[str, list[Form]] = {}
    for language in LANGUAGES:
        for form in language.FORMS:
            for trigger in form.triggers:
                served.setdefault(trigger, []).append(form)
    for label in (*COUNT_LABELS, *DATE_LABELS):
        served.setdefault(label, [])
    counts, dates = frozenset(COUNT_LABELS), frozenset(DATE_LABELS)
    return Triggers(
        tuple(served),
        tuple(tuple(forms) for forms in served.values()),
        tuple(word in counts for word in served),
        tuple(word in dates for word in served),
    )
