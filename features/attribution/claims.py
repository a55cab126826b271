"""Every claim of origin on a page: one pass for trigger words, forms read only where one stands."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import ahocorasick_rs

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
from features.attribution.declared import declared_claims, marked_claims
from features.attribution.roles import Claim, Form, Role, Spot
from features.page import Page, view

__all__ = ["Claim", "Role", "claims", "claims_of", "spoken"]

REACH = 300
"""How far to either side of a trigger a line is looked at, in code points."""

LANGUAGES = (chinese, english, japanese, korean, russian, german, french, spanish)


@dataclass(frozen=True, slots=True)
class _Triggers:
    automaton: ahocorasick_rs.AhoCorasick
    forms: tuple[tuple[Form, ...], ...]


@functools.cache
def _triggers() -> _Triggers:
    served: dict[str, list[Form]] = {}
    for language in LANGUAGES:
        for form in language.FORMS:
            for trigger in form.triggers:
                served.setdefault(trigger, []).append(form)
    automaton = ahocorasick_rs.AhoCorasick(
        list(served),
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.DFA,
    )
    return _Triggers(automaton, tuple(tuple(forms) for forms in served.values()))


def encodable(text: str) -> str:
    """``text`` with lone surrogates replaced one for one, so that offsets stay."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


@view
def spoken(page: Page) -> tuple[Claim, ...]:
    """Claims that stand in the visible text, by offset."""
    text = page.text[: page.visible_end]
    triggers = _triggers()
    try:
        hits = triggers.automaton.find_matches_as_indexes(text)
    except UnicodeEncodeError:
        hits = triggers.automaton.find_matches_as_indexes(encodable(text))
    found: list[Claim] = []
    for index, start, end in hits:
        if text[start] == "\n":
            start += 1  # noqa: PLW2901 - the trigger held the line break before it
        line_start = text.rfind("\n", max(0, start - REACH), start) + 1 or max(0, start - REACH)
        line_end = text.find("\n", end, end + REACH)
        if line_end < 0:
            line_end = min(len(text), end + REACH)
        spot = Spot(text, start, end, line_start, line_end)
        for form in triggers.forms[index]:
            found.extend(form.read(spot))
    found.sort(key=lambda claim: (claim.name_start, claim.start or 0, claim.role))
    return tuple(_without_repeats(found))


def _without_repeats(found: list[Claim]) -> list[Claim]:
    """One claim a name and place in the text: of two readings of one spot the first stays."""
    kept: list[Claim] = []
    taken: set[tuple[Role, int]] = set()
    for claim in found:
        key = (claim.role, claim.name_start)
        if key not in taken:
            taken.add(key)
            kept.append(claim)
    return kept


@view
def claims(page: Page) -> tuple[Claim, ...]:
    """Every claim of origin: the input record's, the head's, the marked, those in the text."""
    return (*declared_claims(page), *marked_claims(page), *spoken(page))


def claims_of(page: Page, *roles: Role) -> list[Claim]:
    """The claims of ``page`` in any of ``roles``, in order."""
    return [claim for claim in claims(page) if claim.role in roles]
