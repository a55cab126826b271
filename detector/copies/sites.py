"""Whose site a page is on, and whom it names as its source, as names that can be compared."""

from __future__ import annotations

import re

from detector.copies.domains import site_of
from features.attribution.byline import site
from features.attribution.claims import Role, claims_of
from features.attribution.outlets import host_is_outlet, host_labels, outlet_key, outlets_of_host
from features.page import Page

CREDITS = (Role.SOURCE, Role.REPRINT, Role.AGENCY, Role.OUTLET, Role.CITED)
"""Claims by which a page says whose text it prints; a feed's or platform's leftover is none."""
SOURCES = (Role.SOURCE, Role.REPRINT, Role.AGENCY)
"""Claims that name the source of the whole text, not of something said in it."""
LONGEST_NAME = 80
MOST_NAMES = 16

_HOST = re.compile(r"(?:https?:)?//([^/?#\s]+)", re.IGNORECASE)


def own_names(page: Page) -> list[str]:
    """What the page's site goes by: its domain, the labels of its host, its declared name."""
    names = set()
    if page.host:
        names.add(site_of(page.host) or page.host)
        names.update(label.replace("-", "") for label in host_labels(page.host) if len(label) > 3)
    name = site(page)
    if name:
        key = outlet_key(name[:LONGEST_NAME])
        # A name made of several outlets' names proves nothing; one the host bears out does.
        if not key.startswith("#") or page.host is None or host_is_outlet(page.host, name):
            names.add(key)
    names.update(outlets_of_host(page.host))
    return sorted(names - {""})[:MOST_NAMES]


def credited_names(page: Page) -> list[str]:
    """Whom the page names as the origin of its text or of a part, its canonical site included."""
    names = {outlet_key(claim.name[:LONGEST_NAME]) for claim in claims_of(page, *CREDITS)}
    declared = page.markup.declared if page.markup else None
    for address in (declared.canonical, declared.og_url) if declared else ():
        elsewhere = _site_of_address(address)
        if elsewhere and elsewhere != site_of(page.host):
            names.add(elsewhere)
    names.update(
        found
        for claim in claims_of(page, *CREDITS)
        if (found := _site_of_address(claim.text)) is not None
    )
    return sorted(names - {""})[:MOST_NAMES]


def source_names(page: Page) -> list[str]:
    """Whom the page names as the source of all its text, other than itself."""
    names = {outlet_key(claim.name[:LONGEST_NAME]) for claim in claims_of(page, *SOURCES)}
    return sorted(names - {""} - set(own_names(page)))[:MOST_NAMES]


def _site_of_address(text: str | None) -> str | None:
    found = _HOST.search(text or "")
    return site_of(found[1].rsplit("@", 1)[-1].split(":", 1)[0]) if found else None
