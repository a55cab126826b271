"""Forms of attribution in Korean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from features.attribution.roles import Claim, Form, Reader, Role, Spot

_SEP = re.compile(r"[ ]{0,2}[:：=|ㅣ][ ]{0,2}")
_VALUE = re.compile(
    r"([\uac00-\ud7a3A-Za-z][\uac00-\ud7a3A-Za-z0-9]{1,14}(?: [A-Z][A-Za-z]{1,14}){0,2})"
)


def _labelled(role: Role) -> Reader:
    def read(spot: Spot) -> Iterator[Claim]:
        before = spot.text[spot.start - 1 : spot.start] if spot.start > spot.line_start else ""
        if "\uac00" <= before <= "\ud7a3":
            return
        sep = _SEP.match(spot.text, spot.end, spot.line_end)
        found = _VALUE.match(spot.text, sep.end(), spot.line_end) if sep else None
        if found:
            yield spot.claim(role, spot.start, found.start(1), found.end(1))

    return read


_BEFORE = re.compile(r"(?:^|(?<=[\s)\]】=/·,]))([\uac00-\ud7a3]{2,4})$")
_AFTER = re.compile(r"(?=$|[\s=|,)\]·])")
_JOSA = frozenset(
    [
        "한",
        "이",
        "그",
        "저",
        "본",
        "두",
        "세",
        "각",
        "취재",
        "현직",
        "전직",
        "여러",
        "사진",
        "일부",
        "담당",
        "다른",
    ]
)


def _reporter(spot: Spot) -> Iterator[Claim]:
    """``홍길동 기자``: the name stands before 기자, on a short line or beside a mark."""
    text = spot.text
    if not _AFTER.match(text, spot.end):
        return
    found = _BEFORE.search(text, max(spot.line_start, spot.start - 6), spot.start)
    if not found or found[1] in _JOSA:
        return
    tail = text[spot.end : spot.end + 3].lstrip()
    near = spot.start - spot.line_start <= 40 or spot.line_end - spot.end <= 40
    if near and (spot.line_end - spot.line_start <= 100 or tail.startswith(("=", "|"))):
        yield spot.claim(Role.REPORTER, found.start(1), found.start(1), found.end(1), spot.end)


_PLACE = re.compile(r"[(\[]([\uac00-\ud7a3]{2,6})(?:·[\uac00-\ud7a3]{2,6})?$")


def _dateline(spot: Spot) -> Iterator[Claim]:
    """``(서울=연합뉴스)``: place and agency of a dateline."""
    place = _PLACE.search(spot.text, max(spot.line_start, spot.start - 16), spot.start)
    if place:
        yield spot.claim(Role.AGENCY, place.start(), spot.start + 1, spot.end - 1, spot.end)
        yield spot.claim(Role.DATELINE_PLACE, place.start(), place.start(1), place.end(1), spot.end)


FORMS: tuple[Form, ...] = (
    Form((" 기자", " 특파원", " 인턴기자", " 선임기자"), _reporter),
    Form(("글쓴이", "작성자", "필자", "글", "저자", "취재"), _labelled(Role.AUTHOR)),
    Form(("편집",), _labelled(Role.EDITOR)),
    Form(("번역", "옮긴이"), _labelled(Role.TRANSLATOR)),
    Form(("사진", "촬영"), _labelled(Role.PHOTOGRAPHER)),
    Form(("출처", "자료", "원문"), _labelled(Role.SOURCE)),
    Form(("=연합뉴스)", "=뉴시스]", "=뉴스1)", "=AP/뉴시스]", "=로이터)"), _dateline),
)
"""Korean forms."""
