"""Titles compared by the pairs of characters they share."""

from __future__ import annotations

import re

from features.page import Page, view

_WORD = re.compile(r"\w+")
_LONGEST = 300


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters or digits within the words of ``text``, lower case."""
    found: set[str] = set()
    for word in _WORD.findall(text[:_LONGEST].lower()):
        found.update(word[i : i + 2] for i in range(len(word) - 1))
    return frozenset(found)


def overlap(one: str, other: str) -> float:
    """Shared pairs over those of the shorter text, 0 to 1; 0 when either has none."""
    a, b = pairs(one), pairs(other)
    least = min(len(a), len(b))
    return len(a & b) / least if least else 0.0


@view
def declared_title(page: Page) -> str | None:
    """The declared title without space around it; ``None`` if there is none."""
    title = (page.title or "").strip()
    return title or None
