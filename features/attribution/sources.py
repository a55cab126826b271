"""The places on a page that name its authors, and how far each is to be believed."""

from __future__ import annotations

import functools
import re

from features.attribution.claims import claims
from features.attribution.declared import declared_claims
from features.attribution.heading import ZONE, Heading, comments_start, heading
from features.attribution.origins import is_person
from features.attribution.outlets import host_is_outlet, known_outlet, same_outlet
from features.attribution.people import is_nobody
from features.attribution.roles import CJK, Claim, Role, Source
from features.attribution.western import plausible
from features.page import Page, view

WEIGHT = {
    Role.GIVEN_AUTHOR: 100.0,
    Role.LD_AUTHOR: 5.0,
    Role.AUTHOR: 4.8,
    Role.META_AUTHOR: 4.0,
    Role.MARKED_AUTHOR: 4.0,
    Role.REPORTER: 4.0,
    Role.POSTER: 2.0,
    Role.EDITOR: 1.0,
}
"""How far a claim in each role is believed to name the author."""
_TOGETHER = 40
"""Farthest apart, in code points, that names of one byline stand."""

# Role, start of the first name, end of the last, the names, the first phrase.
_Group = tuple[Role, int, int, list[str], str]


def sources(page: Page) -> list[Source]:
    """The places that name authors, with how far each is believed; claims of one list joined."""
    head, comments = heading(page), comments_start(page)
    grouped: list[_Group] = []
    for claim in claims(page):
        if claim.role not in WEIGHT or standing(page, claim.name) < -50:
            continue
        at = claim.name_start
        if grouped and _joined(page, grouped[-1], claim):
            role, first, _, names, text = grouped[-1]
            if claim.name not in names:
                names.append(claim.name)
            grouped[-1] = (role, first, claim.name_end, names, text)
        else:
            grouped.append((claim.role, at, claim.name_end, [claim.name], claim.text))
    found = []
    located = 0
    for role, at, _, names, text in grouped:
        weight = WEIGHT[role]
        if at >= 0 and role is not Role.EDITOR:
            near = _nearness(page, at, head)
            label = CJK.search(text)  # in Chinese the byline often closes the article
            weight += max(0.0, near) if label and at >= head.start else near
            weight += 0.8 if label and role is Role.AUTHOR else 0.0
            if at >= comments:
                weight -= 6.0
            elif at >= head.start:
                weight -= min(1.0, 0.25 * located)
                located += 1
        found.append(Source(role, tuple(names), weight, at))
    return found


_JOINT = re.compile(
    r"[\s,;、，/&|·•]*(?:(?:and|und|et|y|e|och|og|con|with|и)\s+)?"
    r"(?:[□■●]?\s{0,4}(?:本报|本网|本刊|见习|实习){0,3}(?:记者|通讯员|实习生)[\s:：]{0,6})?",
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


def _nearness(page: Page, at: int, head: Heading) -> float:
    """Bonus for standing right below the title, malus for standing far behind everything."""
    start, end = head
    if start >= 0 and start - 120 <= at <= end + ZONE:
        return 1.2
    if start >= 0 and at < start - 120:
        return -1.5
    return -min(1.0, max(0.0, at / max(1, page.visible_end)))


_MARKS = re.compile(r"[\W_]+")


@functools.lru_cache(maxsize=4096)
def name_key(name: str) -> str:
    """What two spellings of a name share: its letters and digits in lower case."""
    return _MARKS.sub("", name.lower())


_ODD = re.compile(
    r"(?:said|says|sagte?|schreibt|meint|follow|unported|license|→)[:.]?$|^(?:name|zuletzt"
    r"|veröffentlicht|posted|published|publié|publicado|erstellt|seit|actualizado|about|über|editor"
    r"|quelle|foto|bild|photo\w*|fotos|zeige|view|more|by|von)\b",
    re.IGNORECASE,
)


_DOMAIN = re.compile(r"\.[a-z]{2,4}$", re.IGNORECASE)


def standing(page: Page, name: str) -> float:
    """How much the name itself looks like an author's on this page."""
    known = _standings(page)
    if name not in known:
        known[name] = _standing(page, name)
    return known[name]


@view
def _standings(_page: Page) -> dict[str, float]:
    return {}  # a name stands in several places, and is asked about in each


def _standing(page: Page, name: str) -> float:
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
    elif CJK.search(name) and not 2 <= len(name) <= 4 and not page.byline:
        value -= 1.0
    return value


def _is_site(page: Page, name: str) -> bool:
    if host_is_outlet(page.host, name) or (page.host and name_key(name) == name_key(page.host)):
        return True
    return any(same_outlet(name, own) for own in _site_names(page))


@view
def _site_names(page: Page) -> tuple[str, ...]:
    return tuple(
        claim.name
        for claim in declared_claims(page)
        if claim.role in (Role.SITE_NAME, Role.LD_PUBLISHER)
    )
