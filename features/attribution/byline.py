"""The best answer to who wrote a page, who publishes it and when, drawn from its claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from features.attribution.claims import claims
from features.attribution.dates import Date, dates_in, read_date
from features.attribution.outlets import host_is_outlet, same_outlet
from features.attribution.people import chinese_list, is_nobody
from features.attribution.roles import Claim, Role
from features.attribution.surnames import is_personal
from features.attribution.western import looks_personal, plausible
from features.page import Page, view

_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

# How far a claim in each role is believed to name the author.
_WEIGHT = {
    Role.GIVEN_AUTHOR: 100.0,
    Role.LD_AUTHOR: 5.0,
    Role.META_AUTHOR: 4.0,
    Role.AUTHOR: 4.5,
    Role.MARKED_AUTHOR: 4.0,
    Role.REPORTER: 4.0,
    Role.POSTER: 2.0,
    Role.EDITOR: 1.0,
}


@dataclass(frozen=True, slots=True)
class _Source:
    """Names given together in one place: one field of the head, one line, one element."""

    role: Role
    names: tuple[str, ...]
    weight: float
    at: int


@view
def heading(page: Page) -> tuple[int, int]:
    """Where the page's title stands in its visible text, ``(-1, -1)`` if it does not."""
    text = page.text[: page.visible_end]
    for title in _titles(page):
        at = text.find(title)
        if at >= 0:
            again = text.find(title, at + len(title), at + 4000)
            if again >= 0 and at < 400:
                at = again
            return at, at + len(title)
    return -1, -1


def _titles(page: Page) -> list[str]:
    found = []
    if page.markup is not None:
        found += [h for h in page.markup.headings[:1]]
        if page.markup.declared.og_title:
            found.append(page.markup.declared.og_title)
    if page.title:
        found.append(page.title)
        parts = re.split(r"\s[-|–—·:»«]\s|[_|]|--|-(?=[^-]{2,12}$)", page.title)
        found.append(max(parts, key=len))
    return [t.strip() for t in found if len(t.strip()) >= 4]


def _sources(page: Page) -> list[_Source]:
    grouped: dict[tuple[Role, int], list[Claim]] = {}
    for claim in claims(page):
        if claim.role in _WEIGHT:
            at = -1 if claim.start is None else claim.start
            grouped.setdefault((claim.role, at), []).append(claim)
    head = heading(page)
    found = []
    for (role, at), together in grouped.items():
        weight = _WEIGHT[role]
        if at >= 0 and role is not Role.EDITOR:
            weight += _nearness(page, at, head)
        found.append(_Source(role, tuple(c.name for c in together), weight, at))
    return found


def _nearness(page: Page, at: int, head: tuple[int, int]) -> float:
    """Bonus for standing right below the title, malus for standing far behind everything."""
    start, end = head
    if start >= 0 and start - 120 <= at <= end + 300:
        return 1.0
    if start >= 0 and at < start - 120:
        return -1.5
    return -min(1.5, max(0.0, at / max(1, page.visible_end)))


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def _standing(page: Page, name: str) -> float:
    """How much the name itself looks like an author's on this page."""
    if is_nobody(name) or not plausible(name):
        return -100.0
    value = 0.0
    brand = [page.host] if page.host else []
    if page.markup is not None and page.markup.declared.site_name:
        brand.append(page.markup.declared.site_name)
    if any(same_outlet(name, b) for b in brand) or host_is_outlet(page.host, name):
        value -= 1.5
    if looks_personal(name) or is_personal(name):
        value += 1.0
    elif any(ch.isdigit() for ch in name) or "." in name:
        value -= 0.5
    return value


@view
def authors(page: Page) -> tuple[str, ...]:
    """The names of those who wrote the page, in order; empty when nobody is named.

    Names given in the head, in marked elements and in the forms of :mod:`claims` support one
    another; of the places that carry the best supported name the most trusted is taken whole.
    """
    sources = _sources(page)
    below = _names_below(page)
    if below:
        sources.append(_Source(Role.AUTHOR, tuple(below), 4.6, heading(page)[1]))
    support: dict[str, float] = {}
    for key in {_key(name) for source in sources for name in source.names}:
        best: dict[Role, float] = {}
        for source in sources:
            if any(_key(name) == key for name in source.names):
                best[source.role] = max(best.get(source.role, -9.0), source.weight)
        support[key] = max(best.values()) + 0.5 * (sum(best.values()) - max(best.values()))
    ranked = []
    for source in sources:
        names = [name for name in source.names if _standing(page, name) > -50]
        if names:
            top = max(support[_key(n)] + _standing(page, n) for n in names)
            ranked.append((top, source.weight, len(names), -source.at, names))
    if not ranked:
        return ()
    best_source = max(ranked, key=lambda r: r[:4])
    unique: dict[str, str] = {}
    for name in best_source[4]:
        unique.setdefault(_key(name), name)
    return tuple(unique.values())


_ALONE = re.compile(r"[^\n]{2,40}")


def _names_below(page: Page) -> list[str]:
    """Chinese names that stand alone on one of the first lines under the title."""
    _, end = heading(page)
    if end < 0:
        return []
    at = end
    for _ in range(3):
        line = _ALONE.search(page.text, at, min(page.visible_end, at + 120))
        if not line:
            return []
        at = line.end()
        body = line.group().strip()
        if not body or not _CJK.match(body):
            continue
        spans = chinese_list(body, 0, len(body), strict=True)
        names = [body[a:b] for a, b in spans]
        if (
            names
            and spans[-1][1] == len(body)
            and spans[0][0] == 0
            and all(map(is_personal, names))
        ):
            return names
    return []


@view
def byline(page: Page) -> str | None:
    """Who wrote the page, several names joined by ``, `` (``、`` in Chinese); ``None`` = unsaid."""
    names = authors(page)
    if not names:
        return None
    return ("、" if all(_CJK.match(name) for name in names) else ", ").join(names)


@view
def site(page: Page) -> str | None:
    """Who publishes the page: what it declares, else its visible brand, else ``None``."""
    order = (
        Role.GIVEN_SITE,
        Role.SITE_NAME,
        Role.LD_PUBLISHER,
        Role.OUTLET,
        Role.COPYRIGHT,
    )
    for role in order:
        for claim in claims(page):
            if claim.role is role:
                return claim.name
    return None


@view
def published(page: Page) -> str | None:
    """The day the page was published, ``YYYY-MM-DD``, or ``None``.

    What the head declares, else a marked element, else the date nearest below the title.
    """
    given = read_date(page.published)
    if given:
        return given
    if page.markup is not None:
        declared = read_date(page.markup.declared.published)
        if declared:
            return declared
        for hint in page.markup.hints:
            if hint.how.startswith("date"):
                value = read_date(hint.value) or read_date(page.text[hint.start : hint.end])
                if value:
                    return value
    return _visible_date(page) or _url_date(page)


_URL_DATE = re.compile(r"/((?:19|20)\d\d)[-/]?(\d\d)[-/]?(\d\d)?(?!\d)")


def _url_date(page: Page) -> str | None:
    found = _URL_DATE.search(page.url or "")
    if found and found[3]:
        return read_date(f"{found[1]}-{found[2]}-{found[3]}")
    return None


def _visible_date(page: Page) -> str | None:
    start, end = heading(page)
    text = page.text
    if start >= 0:
        below = dates_in(text, end, min(page.visible_end, end + 400))
        if below:
            return below[0].iso
    labelled = _labelled(text, dates_in(text, 0, page.visible_end))
    return labelled


_LABEL = re.compile(
    r"(?:发布|发表|更新|时间|日期|刊登|发帖|published|posted|updated|date|veröffentlicht|erstellt|datum|publié|publicado|опубликовано|작성|입력|公開|掲載|更新日)[^\n]{0,12}$",
    re.IGNORECASE,
)


def _labelled(text: str, dates: Sequence[Date]) -> str | None:
    for date in dates:
        if _LABEL.search(text, max(0, date.start - 24), date.start):
            return date.iso
    return dates[0].iso if dates and dates[0].start < 1500 else None
