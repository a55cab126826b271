"""The origins a page claims, grouped by whose name they are."""

from __future__ import annotations

from typing import NamedTuple

from features.attribution.claims import claims
from features.attribution.outlets import host_is_outlet, known_outlet, outlet_key, same_outlet
from features.attribution.roles import Claim, Role
from features.attribution.surnames import is_personal
from features.attribution.western import looks_personal
from features.page import Page, view

_OWN = (Role.GIVEN_SITE, Role.SITE_NAME, Role.LD_PUBLISHER, Role.OUTLET, Role.COPYRIGHT)
_CREDIT = (Role.SOURCE, Role.REPRINT)
_BYLINE = (Role.AUTHOR, Role.REPORTER, Role.LD_AUTHOR, Role.META_AUTHOR, Role.GIVEN_AUTHOR)
_CARRIER = (Role.PLATFORM, Role.FEED)

# News agencies whose dateline is itself the credit for a wire story.
_WIRES = frozenset(
    outlet_key(name)
    for name in [
        "新华社",
        "中新社",
        "法新社",
        "路透社",
        "美联社",
        "彭博社",
        "共同社",
        "韩联社",
        "塔斯社",
        "俄新社",
        "德新社",
        "中央社",
        "央视",
        "dpa",
        "EFE",
        "UPI",
        "時事通信",
        "Интерфакс",
        "人民日报",
    ]
)


class Origin(NamedTuple):
    """One outlet or byline a page names: all claims that mean it, and what it is to the page.

    ``kind`` is ``own`` (the site itself), ``byline``, ``credit`` (a named source), ``wire`` (a
    news agency's dateline), ``dateline`` (another outlet's) or ``carrier`` (a platform's tail).
    """

    kind: str
    claims: tuple[Claim, ...]

    @property
    def name(self) -> str:
        """The name as first claimed."""
        return self.claims[0].name


def is_wire(name: str) -> bool:
    """Whether ``name`` is a news agency whose dateline is itself a credit."""
    return outlet_key(name) in _WIRES


def is_person(name: str) -> bool:
    """Whether ``name`` looks like a person's rather than an outlet's."""
    return is_personal(name) or looks_personal(name)


def _kind(claim: Claim) -> str | None:
    role = claim.role
    if role in _OWN:
        return "own"
    if role in _CARRIER:
        return "carrier"
    if role in _CREDIT:
        return "credit"
    if role is Role.AGENCY:
        return "wire" if is_wire(claim.name) else "dateline"
    if role in _BYLINE:
        return "byline"
    return None


@view
def origins(page: Page) -> tuple[Origin, ...]:
    """Every distinct origin: names of one outlet are one, persons in bylines are one.

    A name that is the site's own (its host, declared name, publisher, brand, copyright) counts
    as the site, whatever the role it stands in.
    """
    groups: list[tuple[str, list[Claim]]] = []
    for claim in sorted(claims(page), key=_own_first):
        kind = _kind(claim)
        if kind is None:
            continue
        if kind != "own" and host_is_outlet(page.host, claim.name):
            kind = "own"
        person = kind == "byline" and is_person(claim.name) and not known_outlet(claim.name)
        for group_kind, members in groups:
            if kind == "own" and group_kind == "own":
                members.append(claim)
                break
            if person:
                if group_kind == "byline":
                    members.append(claim)
                    break
            elif any(same_outlet(claim.name, other.name) for other in members):
                members.append(claim)
                break
        else:
            groups.append((kind, [claim]))
    return tuple(Origin(kind, tuple(members)) for kind, members in groups)


def _own_first(claim: Claim) -> int:
    return 0 if claim.role in _OWN else 1


@view
def own_names(page: Page) -> tuple[str, ...]:
    """What the site calls itself: host, declared name, publisher, brand, copyright."""
    named = [claim.name for claim in claims(page) if claim.role in _OWN]
    return tuple(dict.fromkeys(named))


def is_own(page: Page, name: str) -> bool | None:
    """Whether ``name`` is the page's own site; ``None`` when the page does not say who it is."""
    if not page.host and not own_names(page):
        return None
    if host_is_outlet(page.host, name):
        return True
    return any(same_outlet(name, own) for own in own_names(page))
