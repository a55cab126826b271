"""The host and path of a page taken apart, and how far a label looks drawn at random."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from features.page import Page, view

# Second labels under which registrations are made (``example.co.uk``): the usual few.
_SECOND = frozenset(
    ["co", "com", "org", "net", "gov", "edu", "ac", "go", "or", "ne", "gob", "nom", "mil", "gv"]
)
_VOWELS = frozenset("aeiouy")
_CONSONANTS = re.compile(r"[b-df-hj-np-tv-xz]{4,}")
_SWITCH = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_WORDS = re.compile(r"[a-z]+|\d+", re.IGNORECASE)


class HostParts(NamedTuple):
    """``sub`` is the labels below the registered name, ``name`` the registered label."""

    sub: tuple[str, ...]
    name: str
    suffix: str

    @property
    def site(self) -> str:
        """The registered name with its suffix."""
        return f"{self.name}.{self.suffix}" if self.suffix else self.name


def split_host(host: str) -> HostParts:
    """``host`` taken apart by the usual form of second-level registrations.

    An approximation without a table of public suffixes: enough to compare two hosts and to
    tell a subdomain from a name.
    """
    labels = [label for label in host.lower().rstrip(".").split(".") if label]
    if len(labels) < 2:
        return HostParts((), labels[0] if labels else "", "")
    depth = 2 if len(labels) > 2 and labels[-2] in _SECOND and len(labels[-1]) <= 3 else 1
    return HostParts(
        tuple(label for label in labels[: -depth - 1] if label != "www"),
        labels[-depth - 1],
        ".".join(labels[-depth:]),
    )


def randomness(label: str) -> float:
    """How far a label looks drawn at random, 0 to 1: its surprises over its chances for one.

    Counted are changes between letters and digits, letters in runs of four or more consonants
    and, from seven letters on, a lack of vowels. Words, names, abbreviations and plain
    numbers come out at 0 or near it.
    """
    if len(label) < 4:
        return 0.0
    text = label.lower()
    letters = sum(ch.isalpha() and ch.isascii() for ch in text)
    size = letters + sum(ch.isdigit() for ch in text)
    if size < 4:
        return 0.0
    switches = max(0, len(_SWITCH.findall(text)) - 1)
    lumps = sum(len(run) - 3 for run in _CONSONANTS.findall(text))
    vowels = sum(ch in _VOWELS for ch in text)
    dry = max(0.0, 0.15 * letters - vowels) if letters >= 7 else 0.0
    return min(1.0, (2 * switches + lumps + dry) / size)


@view
def host_parts(page: Page) -> HostParts | None:
    """The page's host taken apart; ``None`` without a host, or for a bare address."""
    host = page.host
    if not host or ":" in host or host.replace(".", "").isdigit():
        return None
    return split_host(host)


@view
def path_segments(page: Page) -> tuple[str, ...]:
    """The words of the page's path and query, percent signs undone, extension dropped."""
    if not page.url:
        return ()
    try:
        parts = urlsplit(page.url[:2000])
    except ValueError:
        return ()
    path = unquote(parts.path, errors="replace")
    segments = [segment for segment in re.split(r"[/\\]+", path) if segment]
    if segments:
        segments[-1] = re.sub(r"\.[A-Za-z]{2,5}$", "", segments[-1])
    segments += re.split(r"[&=?]+", parts.query)
    return tuple(segment for segment in segments if segment)[:40]


def url_words(text: str) -> list[str]:
    """Letters and digits of ``text`` as separate lower-case words."""
    return _WORDS.findall(text.lower())
