"""The best answer to who wrote a page, who publishes it and when, drawn from its claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from features.attribution.claims import claims
from features.attribution.dates import Date, dates_in, read_date
from features.attribution.origins import is_person, is_wire
from features.attribution.outlets import host_is_outlet, known_outlet, same_outlet
from features.attribution.people import chinese_list, is_nobody
from features.attribution.roles import Claim, Role
from features.attribution.surnames import is_personal
from features.attribution.western import looks_personal, plausible
from features.blocks import BlockKind
from features.page import Page, view

_CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

# How far a claim in each role is believed to name the author.
_WEIGHT = {
    Role.GIVEN_AUTHOR: 100.0,
    Role.LD_AUTHOR: 5.0,
    Role.AUTHOR: 4.8,
    Role.META_AUTHOR: 4.0,
    Role.MARKED_AUTHOR: 4.0,
    Role.REPORTER: 4.0,
    Role.POSTER: 2.0,
    Role.EDITOR: 1.0,
}
_LEAST = 0.0
"""Belief below which no author is named at all."""
_TOGETHER = 40
"""Farthest apart, in code points, that names of one byline stand."""
_HEAD_ZONE = 400
"""How far below its title an article's byline is looked for first."""


# Role, start of the first name, end of the last, the names, the first phrase.
_Group = tuple[Role, int, int, list[str], str]


@dataclass(frozen=True, slots=True)
class _Source:
    """Names given together in one place: one field of the head, one line, adjoining elements."""

    role: Role
    names: tuple[str, ...]
    weight: float
    at: int


@view
def heading(page: Page) -> tuple[int, int]:
    """Where the page's title stands in its visible text, ``(-1, -1)`` if it does not.

    Of several repeats close together near the head (tab, path, heading) the last is taken.
    """
    text = page.text[: page.visible_end]
    for title in _titles(page):
        at = text.find(title)
        if at < 0:
            continue
        again = text.find(title, at + len(title), at + 600)
        while 0 <= again and at < 400:
            at = again
            again = text.find(title, at + len(title), at + 600)
        return at, at + len(title)
    return -1, -1


_PARTS = re.compile(r"\s[-|–—·:»«]\s|[_|<>]|--|-(?=[^-]{2,12}$)")
_PAGE_NUMBER = re.compile(r"\s*[(（][^()（）]{1,8}[)）]$")


def _titles(page: Page) -> list[str]:
    found: list[str] = []
    if page.markup is not None:
        found += page.markup.headings[:1]
        if page.markup.declared.og_title:
            found.append(page.markup.declared.og_title)
    if page.title:
        found.append(page.title)
        for part in sorted(_PARTS.split(page.title[:400]), key=len, reverse=True)[:3]:
            found += [part.strip(), _PAGE_NUMBER.sub("", part.strip())]
    return [title.strip() for title in found if len(title.strip()) >= 6]


_COMMENTS = re.compile(
    r"\n\W{0,4}(?:\d{1,5}\s)?(?:comments?\b|kommentare?\b|responses?\b|replies\b|leave a (?:reply|comment)|"
    r"join the (?:discussion|conversation)|antworten\b|ein kommentar|kommentieren|schreibe? einen kommentar|"
    r"commentaires?\b|comentarios?\b|deja (?:un|una) |laisser un commentaire|(?:(?:最新|全部|网友|網友)?(?:評論|评论|留言)[^\n]{0,6}|コメント|댓글|комментари)(?=\n)|"
    r"\d{1,4} (?:gedanken|thoughts|antworten|kommentare|comments|responses) |gedanken? zu|thoughts? on)[^\n]{0,60}(?=\n)",
    re.IGNORECASE,
)


def _comments_at(page: Page, head: tuple[int, int]) -> int:
    """Offset of the line that opens the readers' comments; the text's end if there is none."""
    if head[0] < 0:
        return len(page.text)
    found = _COMMENTS.search(page.text, head[1] + _HEAD_ZONE, page.visible_end)
    return found.start() if found else len(page.text)


def _sources(page: Page, head: tuple[int, int]) -> list[_Source]:
    grouped: list[_Group] = []
    for claim in claims(page):
        if claim.role not in _WEIGHT or _standing(page, claim.name) < -50:
            continue
        at = claim.name_start
        if grouped and _joined(page, grouped[-1], claim):
            role, first, _, names, text = grouped[-1]
            if claim.name not in names:
                names.append(claim.name)
            grouped[-1] = (role, first, claim.name_end, names, text)
        else:
            grouped.append((claim.role, at, claim.name_end, [claim.name], claim.text))
    comments = _comments_at(page, head)
    found = []
    located = 0
    for role, at, _, names, text in grouped:
        weight = _WEIGHT[role]
        if at >= 0 and role is not Role.EDITOR:
            near = _nearness(page, at, head)
            label = _CJK.search(text)  # in Chinese the byline often closes the article
            weight += max(0.0, near) if label and at >= head[0] else near
            weight += 0.8 if label and role is Role.AUTHOR else 0.0
            if at >= comments:
                weight -= 6.0
            elif at >= head[0]:
                weight -= min(1.0, 0.25 * located)
                located += 1
        found.append(_Source(role, tuple(names), weight, at))
    return found


_JOINT = re.compile(
    r"[\s,;、，/&|·•]*(?:(?:and|und|et|y|e|och|og|con|with|и)\s+)?(?:[□■●]?\s*(?:本报|本网|本刊|见习|实习)*(?:记者|通讯员|实习生)[\s:：]*)?",
    re.IGNORECASE,
)


def _joined(page: Page, group: _Group, claim: Claim) -> bool:
    """Whether the claim goes on the list of names that ends at ``group``."""
    role, first, last, names, text = group
    if first < 0 or claim.name_start < 0:
        return (
            first == claim.name_start
            and role is claim.role
            and (text == claim.text or (is_person(names[-1]) and is_person(claim.name)))
        )
    if _family(role) is not _family(claim.role) or not 0 <= claim.name_start - last <= _TOGETHER:
        return False
    if _JOINT.fullmatch(page.text, last, claim.name_start) is None:
        return False
    between = page.text[last : claim.name_start].strip()
    return bool(between) or (is_person(names[-1]) and is_person(claim.name))


def _family(role: Role) -> Role:
    return Role.AUTHOR if role is Role.REPORTER else role


def _nearness(page: Page, at: int, head: tuple[int, int]) -> float:
    """Bonus for standing right below the title, malus for standing far behind everything."""
    start, end = head
    if start >= 0 and start - 120 <= at <= end + _HEAD_ZONE:
        return 1.2
    if start >= 0 and at < start - 120:
        return -1.5
    return -min(1.0, max(0.0, at / max(1, page.visible_end)))


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


_ODD = re.compile(
    r"(?:said|says|sagte?|schreibt|meint|follow|unported|license|→)[:.]?$|^(?:name|zuletzt|veröffentlicht|posted|published|publié|publicado|erstellt|seit|actualizado|about|über|editor|quelle|foto|bild|photo\w*|fotos|zeige|view|more|by|von)\b",
    re.IGNORECASE,
)


_DOMAIN = re.compile(r"\.[a-z]{2,4}$", re.IGNORECASE)


def _standing(page: Page, name: str) -> float:
    """How much the name itself looks like an author's on this page."""
    if is_nobody(name) or not plausible(name) or _ODD.search(name):
        return -100.0
    value = 0.0
    if _is_site(page, name):
        value -= 2.0
    elif known_outlet(name):
        value -= 1.0
    if _DOMAIN.search(name):
        value -= 1.5
    elif is_person(name) and not known_outlet(name):
        value += 1.0
    elif any(ch.isdigit() for ch in name) or "." in name:
        value -= 0.5
    elif _CJK.search(name) and not 2 <= len(name) <= 4 and not page.byline:
        value -= 1.0
    return value


def _is_site(page: Page, name: str) -> bool:
    if host_is_outlet(page.host, name) or (page.host and _key(name) == _key(page.host)):
        return True
    return any(
        same_outlet(name, claim.name)
        for claim in claims(page)
        if claim.role in (Role.SITE_NAME, Role.LD_PUBLISHER)
    )


@view
def authors(page: Page) -> tuple[str, ...]:
    """The names of those who wrote the page, in order; empty when nobody is named.

    Names given in the head, in marked elements and in the forms of :mod:`claims` support one
    another; of the places that carry the best supported name the most trusted is taken whole.
    """
    head = heading(page)
    sources = _sources(page, head)
    if not any(s.role is Role.GIVEN_AUTHOR for s in sources):
        below = _names_below(page, head)
        if below:
            sources.append(_Source(Role.AUTHOR, tuple(below), 5.5, head[1]))
        sources += _dated_lines(page, head)
        sources += _name_lines(page, head)
        signed = _signed(page) if _CJK.search(page.text, 0, 2000) else []
        if signed:
            sources.append(_Source(Role.REPORTER, tuple(signed), 3.5, page.visible_end))
    if not sources:
        return ()
    support: dict[str, float] = {}
    for key in {_key(name) for source in sources for name in source.names}:
        best: dict[Role, float] = {}
        for source in sources:
            if any(_key(name) == key for name in source.names):
                best[source.role] = max(best.get(source.role, -9.0), source.weight)
        top = max(best.values())
        support[key] = top + 0.5 * (
            sum(max(0.0, w - 2.0) for w in best.values()) - max(0.0, top - 2.0)
        )
    ranked = []
    for source in sources:
        top = max(support[_key(n)] + _standing(page, n) for n in source.names)
        ranked.append((top, source.weight, len(source.names), -source.at, source))
    top, *_, chosen = max(ranked, key=lambda r: r[:4])
    if top < _LEAST:
        return ()
    names = _fullest(page, head, chosen, sources)
    unique: dict[str, str] = {}
    for name in names:
        unique.setdefault(_key(name), name)
    # Spelt as the reader sees it: heads often change case or drop accents.
    for source in sorted(sources, key=lambda source: source.weight):
        if source.at >= 0 and source.weight >= _WEIGHT[Role.MARKED_AUTHOR]:
            for name in source.names:
                if _key(name) in unique:
                    unique[_key(name)] = name
    return tuple(unique.values())


def _fullest(
    page: Page, head: tuple[int, int], chosen: _Source, sources: Sequence[_Source]
) -> tuple[str, ...]:
    """The names of ``chosen`` set right by what other trusted places give.

    A place that gives all of them and a few more people wins; a name that only adds a job
    title to a declared name, or cuts it short, is taken as declared.
    """
    mine = {_key(name) for name in chosen.names}
    zone = _zone(page, head)
    names = chosen.names
    for other in sources:
        theirs = {_key(name) for name in other.names}
        if not (mine < theirs and len(theirs) <= len(mine) + 5 and len(theirs) > len(names)):
            continue
        added = [name for name in other.names if _key(name) not in mine]
        if other.weight >= 3.0 and all(
            is_wire(name) or (is_person(name) and name.lower() in zone) for name in added
        ):
            names = other.names
    names = _confirmed(page, head, names, chosen, sources)
    others = [
        name
        for source in sources
        if source is not chosen and source.weight >= 3.0 and source.role is not Role.POSTER
        for name in source.names
    ]
    loose = chosen.role is Role.POSTER
    return tuple(_as_declared(name, others, loose=loose) for name in names)


def _zone(page: Page, head: tuple[int, int]) -> str:
    """The text about the title, where a byline is expected, in lower case."""
    return page.text[max(0, head[0] - 200) : max(0, head[1]) + 800].lower()


def _confirmed(
    page: Page,
    head: tuple[int, int],
    names: tuple[str, ...],
    chosen: _Source,
    sources: Sequence[_Source],
) -> tuple[str, ...]:
    """Of several names those that a second place gives too, if it gives any.

    A name that stands near the title needs no second place.
    """
    if len(names) < 2:
        return names
    elsewhere = {
        _key(name)
        for source in sources
        if source.role is not chosen.role and source.weight >= 3.0
        for name in source.names
    }
    if not any(_key(name) in elsewhere for name in names):
        return names
    zone = _zone(page, head)
    located = chosen.at >= 0
    return tuple(
        name
        for name in names
        if _key(name) in elsewhere or is_wire(name) or (not located and name.lower() in zone)
    )


def _as_declared(name: str, others: Sequence[str], *, loose: bool) -> str:
    for other in others:
        if name.startswith(other + " ") and (loose or looks_personal(other)):
            return other
        longer = " " not in name and other.startswith(name + " ")
        if longer and (looks_personal(other) or _CJK.match(other)):
            return other
    return name


_ALONE = re.compile(r"[^\n]{2,40}")


_CLOCK = re.compile(
    r"\(?\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:uhr|h|a\.?m\.?|p\.?m\.?|[A-Z]{3,4})?\b\)?|\bat\b|\bam\b|\bum\b|^\W*\b(?:mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes)\w*\b",
    re.IGNORECASE,
)
_LONE = re.compile(r"\W{0,3}([^\W\d_][\w-]{2,24})[ \xa0|,]{1,4}")
_FIELD = re.compile(r"\s*[|•·–—@,»«>]\s*|\s-\s|\s{2,}")


def _dated_lines(page: Page, head: tuple[int, int]) -> list[_Source]:
    """Names that share a line with a date near the title, or stand alone on the line before."""
    text, stop = page.text, page.visible_end
    low, high = (max(0, head[0] - 160), min(stop, head[1] + 300)) if head[0] >= 0 else (0, 0)
    found: list[_Source] = []
    for date in dates_in(text, low, high):
        start = text.rfind("\n", max(0, date.start - 120), date.start) + 1
        end = text.find("\n", date.end, date.end + 120)
        if end < 0 or end - start > 120:
            continue
        rest = text[start : date.start] + " | " + text[date.end : end]
        names = [part for part in _FIELD.split(_CLOCK.sub(" | ", rest)) if looks_personal(part)]
        weight = 3.0
        if not names and start > 1:
            before = text.rfind("\n", max(0, start - 60), start - 1) + 1
            line = text[before : start - 1].strip()
            names = [line] if before and looks_personal(line) else []
            weight = 2.0
        if not names:
            lone = _LONE.fullmatch(text, start, date.start)
            names = [lone[1]] if lone and plausible(lone[1]) else []
            weight = 1.5
        if names and start != head[0] and not is_nobody(names[0]):
            found.append(_Source(Role.POSTER, (names[0],), weight, start))
    return found


_LIST = re.compile(r"\s*[,/&|]\s*|\s+(?:and|und|et|y|e|och|og|и)\s+")


def _name_lines(page: Page, head: tuple[int, int]) -> list[_Source]:
    """Lines between the title and the first paragraph that hold nothing but people's names."""
    if head[0] < 0:
        return []
    text, at = page.text, head[1]
    stop = min(page.visible_end, head[1] + _HEAD_ZONE)
    while 0 <= at < stop:
        end = text.find("\n", at, at + 400)
        if end < 0 or end - at > 160:
            return []
        line = text[at:end].strip()
        at = end + 1
        names = _LIST.split(line) if 4 < len(line) <= 80 else []
        if names and all(map(looks_personal, names)):
            return [_Source(Role.POSTER, tuple(names), 2.2, end)]
    return []


_SIGNED = re.compile(r"[(（]([^()（）\n]{2,24})[)）]\s*$")


def _signed(page: Page) -> list[str]:
    """Chinese names in brackets at the very end of a paragraph, the last of the article."""
    for block in reversed(page.blocks):
        if block.kind is not BlockKind.PROSE or page.text[block.end - 1] not in ")）":
            continue
        found = _SIGNED.search(page.text, max(block.start, block.end - 28), block.end)
        if found and not any(link.start <= found.start(1) < link.end for link in page.links):
            spans = chinese_list(page.text, found.start(1), found.end(1), strict=True)
            names = [page.text[a:b] for a, b in spans]
            if names and spans[-1][1] == found.end(1) and all(map(is_personal, names)):
                return names
    return []


def _names_below(page: Page, head: tuple[int, int]) -> list[str]:
    """Chinese names that stand alone on one of the first lines under the title."""
    _, end = head
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
        spans = chinese_list(body, 0, len(body))
        names = [body[a:b] for a, b in spans]
        if not names or spans[-1][1] != len(body) or spans[0][0] != 0:
            continue
        if (all(map(is_personal, names)) and len(max(names, key=len)) > 2) or (
            len(names) > 1 and any(map(is_personal, names))
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
