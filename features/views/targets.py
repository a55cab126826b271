"""Where the links of a page lead."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from features.page import Link, Page, view

_HOST = re.compile(r"\s{0,8}(?:https?:)?//(?:[^/?#@\s]*@)?([^/?#:\s]+)", re.IGNORECASE)
# Second-level labels under which registries of countries let people register names.
_SECOND = frozenset({"com", "net", "org", "gov", "edu", "co", "ac", "or", "ne", "go", "gob", "mil"})


class Target(NamedTuple):
    """One visible link: the link, its anchor's text, and the site it leads to.

    ``site`` is the registrable domain in lower case, empty for links without a host; it is
    told by shape (two labels, three under ``com.cn`` and its like), not by a list.
    ``outside``: the site is another one than the page's.
    """

    link: Link
    anchor: str
    site: str
    outside: bool


@functools.lru_cache(maxsize=4096)
def site_of(host: str) -> str:
    """The registrable domain of a host name, told by its shape."""
    labels = host.lower().strip(".").rsplit(".", 3)
    if len(labels) < 3 or labels[-1].isdigit():
        return host.lower()
    if len(labels[-1]) == 2 and labels[-2] in _SECOND:
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])


MOST = 5000
"""Links looked at; more change no figure."""


@view
def targets(page: Page) -> tuple[Target, ...]:
    """The visible links of a page read from HTML, in reading order, at most 5,000."""
    own = site_of(page.host) if page.host else ""
    text, found = page.text, []
    for link in page.links:
        if link.hidden:
            continue
        hit = _HOST.match(link.href)
        site = site_of(hit[1][:255]) if hit else ""
        anchor = text[link.start : link.end]
        found.append(Target(link, anchor, site, bool(site) and site != own))
        if len(found) == MOST:
            break
    return tuple(found)


SAMPLE = 64


@view
def sampled_targets(page: Page) -> tuple[Target, ...]:
    """Every k-th visible link, so that no more than 64 addresses are read letter by letter."""
    found = targets(page)
    return found[:: -(-len(found) // SAMPLE) or 1]


@view
def outside_targets(page: Page) -> tuple[Target, ...]:
    """The links that lead to other sites; without a url, sites the page links to once or so.

    A page whose own address is unknown is taken to be of the site it links to most, when it
    links there more than twice.
    """
    found = [target for target in targets(page) if target.outside]
    if page.host or not found:
        return tuple(found)
    counts: dict[str, int] = {}
    for target in found:
        counts[target.site] = counts.get(target.site, 0) + 1
    most = max(counts, key=lambda site: counts[site])
    if counts[most] > 2:
        found = [target for target in found if target.site != most]
    return tuple(found)


_LETTERS_DIGITS = re.compile(
    r"(?=[A-Za-z0-9]{0,40}[0-9][a-z])(?=[A-Za-z0-9]{0,40}[a-z][0-9])[A-Za-z0-9]{5,40}\Z"
    r"|[a-z]{0,20}[bcdfghjklmnpqrstvwxz]{5}[a-z]{0,20}\Z"
)
_PATH = re.compile(r"(?:(?:https?:)?//[^/?#]*)?([^?#]*)", re.IGNORECASE)


@functools.lru_cache(maxsize=8192)
def is_random(word: str) -> bool:
    """Whether letters and digits are mixed, or consonants heaped, as no one writes words."""
    return _LETTERS_DIGITS.match(word) is not None


def has_random_path(href: str) -> bool:
    """Whether a part of an address's path is such a word."""
    hit = _PATH.match(href[:300].strip())
    path = hit[1] if hit else ""
    return any(is_random(part.split(".", 1)[0]) for part in path.split("/") if part)
