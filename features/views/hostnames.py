"""The host and path of a page taken apart, and how far a label looks drawn at random."""

from __future__ import annotations

import functools
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
_LEAST = 5
"""Letters and digits from which chance can be told from a brand (5i5j) or an abbreviation."""
_CHANCES = 10
"""Chances for a surprise that a label is given at least: two in four letters happen easily."""
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
    numbers come out at 0 or near it. Consonants weigh half where no digits stand between
    letters: so are the initials of Chinese names written. What repeats itself (7k7k) and names
    in an encoding (``xn--``) are not drawn at random.
    """
    if len(label) < 4:
        return 0.0
    text = label.lower()
    if text.startswith("xn--") or text[: len(text) // 2] * 2 == text:
        return 0.0
    letters = sum(ch.isalpha() and ch.isascii() for ch in text)
    size = letters + sum(ch.isdigit() for ch in text)
    if size < _LEAST:
        return 0.0
    switches = max(0, len(_SWITCH.findall(text)) - 1)
    lumps = sum(len(run) - 3 for run in _CONSONANTS.findall(text))
    vowels = sum(ch in _VOWELS for ch in text)
    dry = max(0.0, 0.15 * letters - vowels) if letters >= 7 else 0.0
    heaped = lumps + dry if switches else (lumps + dry) / 2
    return min(1.0, (2 * switches + heaped) / max(size, _CHANCES))


_ODD = 0.1
"""Randomness from which a label looks drawn at random."""
_DIGITS = re.compile(r"[0-9]{5}")


def is_strange(host: str) -> bool:
    """Whether a label of a host name, its last left out, looks random or is a long number.

    The first 100 characters are looked at.
    """
    return _is_strange(host[:100])


@functools.lru_cache(maxsize=4096)
def _is_strange(host: str) -> bool:
    return any(
        randomness(label) > _ODD or _DIGITS.search(label) is not None
        for label in host.split(".")[:-1]
    )


@view
def host_parts(page: Page) -> HostParts | None:
    """The page's host taken apart; ``None`` without a host, or for a bare address."""
    host = page.host
    if not host or ":" in host or host.replace(".", "").isdigit():
        return None
    return split_host(host)


@view
def path_parts(page: Page) -> tuple[str, ...]:
    """Folders and file name of the page's address and the words of its query that have no name.

    Percent signs are undone and the extension dropped.
    """
    if not page.url:
        return ()
    try:
        parts = urlsplit(page.url[:2000])
    except ValueError:
        return ()
    bare = [word for word in re.split(r"[&?]+", parts.query) if "=" not in word]
    segments: list[str] = []
    for piece in (parts.path, *bare):
        words = [word for word in re.split(r"[/\\]+", unquote(piece, errors="replace")) if word]
        if words:
            words[-1] = re.sub(r"\.[A-Za-z]{2,5}$", "", words[-1])
        segments += words
    return tuple(segment for segment in segments if segment)[:40]


def url_words(text: str) -> list[str]:
    """Letters and digits of ``text`` as separate lower-case words."""
    return _WORDS.findall(text.lower())
