"""Claims outside the running text: the input record, the head, elements marked as author."""

from __future__ import annotations

import re
from collections.abc import Iterator

from features.attribution.people import chinese_list, is_nobody
from features.attribution.roles import Claim, Role
from features.attribution.western import lead_end, plausible, western_list
from features.page import Page, view

_SPLIT = re.compile(r"\s{0,8}(?:[,;、，/|]|\s(?:and|und|et|y|e|&|и)\s)\s{0,8}")
_SUFFIX = re.compile(r"(?i:jr|sr|phd|md|m\.d|esq|ii|iii|inc|llc|ltd|gmbh|ag|dr)\.?$")
_LEAD = re.compile(
    r"(?i:by|von|par|por|作者|author|автор|文|记者)\s*[:：]?\s+|(?:作者|记者|文)[:：]\s*"
)
_SPACE = re.compile(r"\s+")
_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def clean_name(raw: str) -> str:
    """``raw`` without the word ``By``, markup remnants, addresses and doubled space."""
    name = _SPACE.sub(" ", raw).strip(" \t,;:|·•-–—*\"'“”„")
    lead = _LEAD.match(name)
    if lead and lead.end() < len(name):
        name = name[lead.end() :]
    if "<" in name or "@" in name:
        name = re.sub(r"<[^>]{0,200}>|\(?\S{1,64}@\S{1,64}\)?", "", name).strip()
    return name


def split_names(raw: str) -> list[str]:
    """The names in an author field: several are joined by commas, semicolons or ``and``."""
    if len(raw) > 400 or raw.startswith(("http:", "https:", "//", "@", "/")):
        return []
    name = clean_name(raw)
    names: list[str] = []
    for part in _SPLIT.split(name):
        piece = clean_name(part)
        if names and _SUFFIX.fullmatch(piece):
            names[-1] += ", " + piece
        elif plausible(piece) and piece not in names:
            names.append(piece)
    return names


def _outside(role: Role, raw: str, name: str) -> Claim:
    return Claim(role, name, None, None, raw)


def _given(page: Page) -> Iterator[Claim]:
    if page.byline:
        for name in split_names(page.byline) or [page.byline.strip()]:
            yield _outside(Role.GIVEN_AUTHOR, page.byline, name)
    if page.site and page.site.strip():
        yield _outside(Role.GIVEN_SITE, page.site, page.site.strip())


@view
def declared_claims(page: Page) -> tuple[Claim, ...]:
    """Claims made by the input record and in the head of the document; none has offsets."""
    found = list(_given(page))
    if page.markup is None:
        return tuple(found)
    declared = page.markup.declared
    for role, raws in (
        (Role.LD_AUTHOR, declared.ld_authors),
        (Role.META_AUTHOR, declared.authors),
    ):
        seen: set[str] = set()
        for raw in raws:
            for name in split_names(raw):
                if name.lower() not in seen:
                    seen.add(name.lower())
                    found.append(_outside(role, raw, name))
    for raw in declared.ld_publishers:
        name = clean_name(raw)
        if plausible(name):
            found.append(_outside(Role.LD_PUBLISHER, raw, name))
    if declared.site_name and plausible(clean_name(declared.site_name)):
        found.append(_outside(Role.SITE_NAME, declared.site_name, clean_name(declared.site_name)))
    return tuple(found)


_LABEL = re.compile(r"[^\n:：]{1,8}[:：]\s*")


def names_in(text: str, start: int, end: int) -> tuple[Role, list[tuple[int, int]]]:
    """Names in an element that its markup calls an author, and the role its label gives them."""
    at = lead_end(text, start, end)
    if not _CJK.search(text, at, end):
        return Role.MARKED_AUTHOR, western_list(text, at, end, person=False)
    label = _LABEL.match(text, at, end)
    role = Role.MARKED_AUTHOR
    if label:
        at = label.end()
        if _SOURCE_LABEL.search(label.group()):
            role = Role.SOURCE
        elif _OTHER_LABEL.search(label.group()):
            return role, []
    return role, chinese_list(text, at, end)


_SOURCE_LABEL = re.compile(r"来源|來源|出处|稿源|出典|출처")
_OTHER_LABEL = re.compile(r"时间|日期|发布|发表|点击|浏览|阅读|编辑|责编|字号|评论|時間")


@view
def marked_claims(page: Page) -> tuple[Claim, ...]:
    """Claims in elements whose markup says ``author`` (rel, itemprop, class), by offset."""
    if page.markup is None:
        return ()
    hints = [
        hint
        for hint in page.markup.hints
        if 0 < hint.end - hint.start <= 200 and hint.how.startswith("author")
    ]
    if not hints:
        return ()
    found: list[Claim] = []
    text = page.text
    taken: set[int] = set()
    ends = {start: end for _, start, end, _, _ in page.links if end > start}
    for hint in hints:
        role, names = names_in(text, hint.start, hint.end)
        for start, stop in names:
            # A link or an inner element that begins with the name ends with it too.
            end = min(stop, ends.get(start, stop))
            if end - start < 2:
                end = stop
            name = " ".join(text[start:end].split())
            if start in taken or is_nobody(name) or not name[0].isalpha():
                continue
            taken.add(start)
            found.append(Claim(role, name, start, end, text[start:end], start, end))
    return tuple(found)
