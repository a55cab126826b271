"""The best answer to who wrote a page, and who publishes it, drawn from its claims."""

from __future__ import annotations

from collections.abc import Sequence

from features.attribution.claims import claims
from features.attribution.dating import published
from features.attribution.heading import heading
from features.attribution.name_lines import (
    chinese_name_lines,
    dated_lines,
    name_lines,
    signatures,
)
from features.attribution.origins import is_person, is_wire
from features.attribution.roles import CJK, Role, Source
from features.attribution.sources import WEIGHT, name_key, sources, standing
from features.attribution.western import looks_personal
from features.page import Page, view

__all__ = ["authors", "byline", "published", "site"]

_LEAST = 0.0
"""Belief below which no author is named at all."""


@view
def authors(page: Page) -> tuple[str, ...]:
    """The names of those who wrote the page, in order; empty when nobody is named.

    Names given in the head, in marked elements and in the forms of :mod:`claims` support one
    another; of the places that carry the best supported name the most trusted is taken whole.
    """
    places = sources(page)
    if not any(place.role is Role.GIVEN_AUTHOR for place in places):
        places += [*dated_lines(page), *name_lines(page)]
        if CJK.search(page.text, 0, 2000):
            places += [*chinese_name_lines(page), *signatures(page)]
    if not places:
        return ()
    belief, chosen = _most_believed(page, places)
    if belief < _LEAST:
        return ()
    unique: dict[str, str] = {}
    for name in _fullest(page, chosen, places):
        unique.setdefault(name_key(name), name)
    # Spelt as the reader sees it: heads often change case or drop accents.
    for place in sorted(places, key=lambda place: place.weight):
        if place.at >= 0 and place.weight >= WEIGHT[Role.MARKED_AUTHOR]:
            for name in place.names:
                if name_key(name) in unique:
                    unique[name_key(name)] = name
    return tuple(unique.values())


def _most_believed(page: Page, places: Sequence[Source]) -> tuple[float, Source]:
    """The place whose best name has the most support, and how much that is."""
    best: dict[str, dict[Role, float]] = {}
    for place in places:
        for name in place.names:
            roles = best.setdefault(name_key(name), {})
            roles[place.role] = max(roles.get(place.role, -9.0), place.weight)
    ranked = []
    for place in places:
        top = max(_support(best[name_key(n)]) + standing(page, n) for n in place.names)
        ranked.append((top, place.weight, len(place.names), -place.at, place))
    belief, *_, chosen = max(ranked, key=lambda rank: rank[:4])
    return belief, chosen


def _support(weights: dict[Role, float]) -> float:
    """The most trusted place's weight, and half of what every other kind of place adds."""
    top = max(weights.values())
    added = 0.0
    for weight in weights.values():  # sum() rounds otherwise from Python 3.12 on
        added += max(0.0, weight - 2.0)
    return top + 0.5 * (added - max(0.0, top - 2.0))


def _fullest(page: Page, chosen: Source, sources: Sequence[Source]) -> tuple[str, ...]:
    """The names of ``chosen`` set right by what other trusted places give.

    A place that gives all of them and a few more people wins; a name that only adds a job
    title to a declared name, or cuts it short, is taken as declared.
    """
    mine = {name_key(name) for name in chosen.names}
    zone = _zone(page)
    names = chosen.names
    for other in sources:
        theirs = {name_key(name) for name in other.names}
        if not (mine < theirs and len(theirs) <= len(mine) + 5 and len(theirs) > len(names)):
            continue
        added = [name for name in other.names if name_key(name) not in mine]
        if other.weight >= 3.0 and all(
            is_wire(name) or (is_person(name) and name.lower() in zone) for name in added
        ):
            names = other.names
    names = _confirmed(page, names, chosen, sources)
    others = [
        name
        for source in sources
        if source is not chosen and source.weight >= 3.0 and source.role is not Role.POSTER
        for name in source.names
    ]
    loose = chosen.role is Role.POSTER
    return tuple(_as_declared(name, others, loose=loose) for name in names)


def _zone(page: Page) -> str:
    """The text about the title, where a byline is expected, in lower case."""
    head = heading(page)
    return page.text[max(0, head.start - 200) : max(0, head.end) + 800].lower()


def _confirmed(
    page: Page,
    names: tuple[str, ...],
    chosen: Source,
    sources: Sequence[Source],
) -> tuple[str, ...]:
    """Of several names those that a second place gives too, if it gives any.

    A name that stands near the title needs no second place.
    """
    if len(names) < 2:
        return names
    elsewhere = {
        name_key(name)
        for source in sources
        if source.role is not chosen.role and source.weight >= 3.0
        for name in source.names
    }
    if not any(name_key(name) in elsewhere for name in names):
        return names
    zone = _zone(page)
    located = chosen.at >= 0
    return tuple(
        name
        for name in names
        if name_key(name) in elsewhere or is_wire(name) or (not located and name.lower() in zone)
    )


def _as_declared(name: str, others: Sequence[str], *, loose: bool) -> str:
    for other in others:
        if name.startswith(other + " ") and (loose or looks_personal(other)):
            return other
        longer = " " not in name and other.startswith(name + " ")
        if longer and (looks_personal(other) or CJK.match(other)):
            return other
    return name


@view
def byline(page: Page) -> str | None:
    """Who wrote the page, several names joined by ``, `` (``、`` in Chinese); ``None`` = unsaid."""
    names = authors(page)
    if not names:
        return None
    return ("、" if all(CJK.match(name) for name in names) else ", ").join(names)


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
