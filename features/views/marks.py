"""Where phrases stand that open, end and credit an article."""

from __future__ import annotations

from features.landmarks import landmarks
from features.page import Page, view
from features.views.wordlists import wordlists


@view
def marks(page: Page) -> dict[str, list[int]]:
    """Where each phrase begins that stands in the visible text, in order."""
    words = landmarks()
    found: dict[str, list[int]] = {}
    for number, start, _ in wordlists(page).landmarks:
        found.setdefault(words[number], []).append(start)
    return found
