"""Every claim of origin on a page: forms are read only where one of their triggers stands."""

from __future__ import annotations

from features.attribution.brands import brand_claims
from features.attribution.declared import declared_claims, marked_claims
from features.attribution.roles import Claim, Role, Spot
from features.attribution.scan import hits
from features.page import Page, view

__all__ = ["Claim", "Role", "claims", "claims_of", "spoken"]

_WRITERS = frozenset({Role.AUTHOR, Role.REPORTER, Role.POSTER})

MOST = 500
"""Claims read at most in one text: a page that makes more is a list, or an attack."""
REACH = 300
"""How far to either side of a trigger a line is looked at, in code points."""


@view
def spoken(page: Page) -> tuple[Claim, ...]:
    """Claims that stand in the visible text, by offset."""
    end_of_text = page.visible_end
    text = page.text[:end_of_text]
    found: list[Claim] = []
    for start, end, forms, _, _ in hits(page):
        if not forms:
            continue
        if len(found) >= MOST:
            break
        at = start + 1 if text[start] == "\n" else start  # the line break may be in the trigger
        low = at - REACH if at > REACH else 0
        line_start = text.rfind("\n", low, at) + 1 or low
        line_end = text.find("\n", end, end + REACH)
        if line_end < 0:
            line_end = min(end_of_text, end + REACH)
        spot = Spot(text, at, end, line_start, line_end)
        for form in forms:
            found.extend(form.read(spot))
    found = _cut_at_marks(page, found)
    found.sort(key=lambda claim: (claim.name_start, claim.start or 0, claim.role))
    return tuple(_without_repeats(found))


def _cut_at_marks(page: Page, found: list[Claim]) -> list[Claim]:
    """Names that begin where a link or a marked element does end where it ends."""
    if page.markup is None or not any(claim.role in _WRITERS for claim in found):
        return found
    ends = {link.start: link.end for link in page.links if link.end > link.start}
    ends.update({mark.name_start: mark.name_end for mark in marked_claims(page)})
    cut = []
    for claim in found:
        end = ends.get(claim.name_start, 0)
        if (
            claim.role in _WRITERS
            and claim.start is not None
            and claim.name_start + 1 < end < claim.name_end
        ):
            name = " ".join(page.text[claim.name_start : end].split())
            text = page.text[claim.start : end]
            cut.append(claim._replace(name=name, end=end, text=text, name_end=end))
            continue
        cut.append(claim)
    return cut


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
    """Every claim of origin: the input record's, the head's, the brand, marked, in the text."""
    return (*declared_claims(page), *brand_claims(page), *marked_claims(page), *spoken(page))


def claims_of(page: Page, *roles: Role) -> list[Claim]:
    """The claims of ``page`` in any of ``roles``, in order."""
    return [claim for claim in claims(page) if claim.role in roles]
