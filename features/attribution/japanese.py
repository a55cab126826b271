"""Forms of attribution in Japanese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from features.attribution.roles import Claim, Form, Reader, Role, Spot

_SEP = re.compile(r"[ \u3000]{0,2}[:：=＝/／●◎|｜][ \u3000]{0,2}")
_NAME = r"[\u3005\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fffA-Za-z]"
_VALUE = re.compile(rf"({_NAME}{{1,12}}(?:[ \u3000・]{_NAME}{{1,12}}){{0,2}})")


def _labelled(role: Role) -> Reader:
    def read(spot: Spot) -> Iterator[Claim]:
        before = spot.text[spot.start - 1 : spot.start] if spot.start > spot.line_start else ""
        if "\u3041" <= before <= "\u9fff":
            return
        sep = _SEP.match(spot.text, spot.end, spot.line_end)
        found = _VALUE.match(spot.text, sep.end(), spot.line_end) if sep else None
        if found:
            yield spot.claim(role, spot.start, found.start(1), found.end(1))

    return read


_IN_BRACKETS = re.compile(rf"[（(【「]({_NAME}{{2,8}}(?:[ \u3000]{_NAME}{{1,6}})?)$")


def _reporter(spot: Spot) -> Iterator[Claim]:
    """``【山田太郎記者】``, ``（山田太郎記者）``: the name before 記者, inside brackets."""
    if spot.text[spot.end : spot.end + 1] not in {"】", "）", ")", "」", "、", "＝"}:
        return
    found = _IN_BRACKETS.search(spot.text, max(spot.line_start, spot.start - 18), spot.start)
    if found:
        yield spot.claim(Role.REPORTER, found.start(1), found.start(1), found.end(1), spot.end)


_CITY = re.compile(r"【([\u3400-\u9fff\u30a1-\u30fa\u30fc]{2,8})$")


def _dateline(spot: Spot) -> Iterator[Claim]:
    """``【東京共同】``: place and agency of a dateline."""
    end = spot.end - 1
    found = _CITY.search(spot.text, max(spot.line_start, spot.start - 9), spot.start)
    if found:
        yield spot.claim(Role.AGENCY, found.start(), spot.start, end, spot.end)
        yield spot.claim(Role.DATELINE_PLACE, found.start(), found.start(1), found.end(1), spot.end)


def _equals(role: Role) -> Reader:
    """``文＝川辺凪``: a label of one character, known by the sign that follows it."""
    plain = _labelled(role)

    def read(spot: Spot) -> Iterator[Claim]:
        yield from plain(spot._replace(end=spot.end - 1))

    return read


FORMS: tuple[Form, ...] = (
    Form(
        (
            "取材・文",
            "構成・文",
            "執筆",
            "執筆者",
            "著者",
            "筆者",
            "ライター",
            "文責",
            "投稿者",
            "写真・文",
            "文・写真",
        ),
        _labelled(Role.AUTHOR),
    ),
    Form(("文＝", "文=", "文◎", "文●"), _equals(Role.AUTHOR)),
    Form(("写真＝", "写真=", "撮影＝", "撮影="), _equals(Role.PHOTOGRAPHER)),
    Form(("記者",), _reporter),
    Form(("編集", "編集者"), _labelled(Role.EDITOR)),
    Form(("翻訳", "訳者"), _labelled(Role.TRANSLATOR)),
    Form(("写真", "撮影"), _labelled(Role.PHOTOGRAPHER)),
    Form(
        ("出典", "引用元", "情報元", "配信元", "提供", "転載元", "ソース", "参照元"),
        _labelled(Role.SOURCE),
    ),
    Form(("共同】", "時事】", "ロイター】", "ＡＦＰ】"), _dateline),
)
"""Japanese forms."""
