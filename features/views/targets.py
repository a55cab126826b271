"""Where the links of a page lead."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from features.page import Link, Page, view
from features.span import Span

_HOST = re.compile(r"\s{0,8}(?:https?:)?//(?:[^/?#@\s]*@)?([^/?#:\s]+)", re.IGNORECASE)
# Second-level labels under which registries of countries let people register names.
_SECOND = frozenset({"com", "net", "org", "gov", "edu", "co", "ac", "or", "ne", "go", "gob", "mil"})


class Targets(NamedTuple):
    """The visible links of a page, as columns: each link, its address, its anchor's text, its site.

    ``sites`` are registrable domains in lower case, empty for links without a host; they are
    told by shape (two labels, three under ``com.cn`` and its like), not by a list.
    """

    links: list[Link]
    hrefs: list[str]
    anchors: list[str]
    sites: list[str]

    def spans(self, chosen: Iterable[int]) -> list[Span]:
        """One span for each chosen link that has text."""
        links, anchors = self.links, self.anchors
        return [Span(links[at].start, links[at].end) for at in chosen if anchors[at]]


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
def targets(page: Page) -> Targets:
    """The visible links of a page read from HTML, in reading order, at most 5,000."""
    links = [link for link in page.links if not link.hidden][:MOST]
    if not links:
        return Targets([], [], [], [])
    text = page.text
    hrefs = [link.href for link in links]
    anchors = [text[start:end] for _, start, end, _, _ in links]
    return Targets(links, hrefs, anchors, sites_of(hrefs))


def sites_of(hrefs: list[str]) -> list[str]:
    """The registrable domain of each address, empty for one without a host."""
    sites = []
    known: dict[str, str] = {}
    for href in hrefs:
        if href[:1] == "/" and href[1:2] != "/":
            sites.append("")
            continue
        # Up to the first slash behind the host, whatever else stands before it.
        end = href.find("/", href.find("//") + 2)
        head = href if end < 0 else href[:end]
        site = known.get(head)
        if site is None:
            hit = _HOST.match(head)
            site = known[head] = site_of(hit[1][:255]) if hit else ""
        sites.append(site)
    return sites


def host_of(href: str) -> str:
    """The host an address leads to, in lower case; empty without one."""
    hit = _HOST.match(href)
    return hit[1][:255].lower() if hit else ""


PUBLIC = frozenset({"gov", "gouv", "gob", "edu", "ac", "mil", "int"})
"""Labels under which nobody can buy a name."""

SAMPLE = 32


def sample_of(count: int) -> range:
    """Every k-th of ``count`` links, so that at most 32 addresses are read letter by letter."""
    return range(0, count, -(-count // SAMPLE) or 1)


@view
def outside(page: Page) -> list[int]:
    """The links that lead to other sites, by number; without a url, sites it links to once or so.

    A page whose own address is unknown is taken to be of the site it links to most, when it
    links there more than twice.
    """
    sites = targets(page).sites
    if page.host:
        own = site_of(page.host)
        return [at for at, site in enumerate(sites) if site and site != own]
    counts: dict[str, int] = {}
    for site in sites:
        if site:
            counts[site] = counts.get(site, 0) + 1
    if not counts:
        return []
    most = max(counts, key=counts.__getitem__)
    own = most if counts[most] > 2 else ""
    return [at for at, site in enumerate(sites) if site and site != own]


_LONGEST = 80
_SOUNDS = re.compile("sch|[cst]h")
_SPOKEN = re.compile("([a-z]{1,40})[24]([a-z]{1,40})\\Z")
_LETTERS_DIGITS = re.compile(
    r"(?=[A-Za-z0-9]{0,40}[0-9][a-z])(?=[A-Za-z0-9]{0,40}[a-z][0-9])[A-Za-z0-9]{5,40}\Z"
    r"|[a-z]{0,20}[bcdfghjklmnpqrstvwxz]{5}[a-z]{0,20}\Z"
)
# Digits as 0, consonants as c, other small letters as v: what every such word holds somewhere
# is found in these faster than by a pattern.
_CLASSES = bytes(
    ord("0" if chr(byte) in "0123456789" else "c" if chr(byte) in "bcdfghjklmnpqrstvwxz" else "v")
    if chr(byte) in "0123456789abcdefghijklmnopqrstuvwxyz"
    else 46
    for byte in range(256)
)
_PATH = re.compile(r"(?:(?:https?:)?//[^/?#]*)?([^?#]*)", re.IGNORECASE)


@functools.lru_cache(maxsize=8192)
def is_random(word: str) -> bool:
    """Whether letters and digits are mixed, or consonants heaped, as no one writes words.

    ``sch``, ``th`` and the like are one sound; a 2 or 4 between letters, the only digit, is a
    word (B2B).
    """
    if len(word) > _LONGEST:
        return False
    spoken = _SPOKEN.match(word)
    if spoken:
        word = f"{spoken[1]}a{spoken[2]}"
    return _LETTERS_DIGITS.match(_SOUNDS.sub("h", word)) is not None


def has_random_path(href: str) -> bool:
    """Whether a part of an address's path is such a word."""
    href = href[:300]
    classes = href.encode("ascii", "replace").translate(_CLASSES)
    if b"0c" not in classes and b"0v" not in classes and b"ccccc" not in classes:
        return False
    hit = _PATH.match(href.strip())
    path = hit[1] if hit else ""
    return any(is_random(part.split(".", 1)[0]) for part in path.split("/") if part)
