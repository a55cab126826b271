"""Text that a reader cannot see."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.span import Span
from features.views.hidden import hidden_blocks

BOUNDS = (0.0, 1.0)
SOURCE = "Google spam policies (hidden text); rspamd html.lua"
SUBJECT = subject(NOTHING, Fact.MARKUP)


def hidden_text_share(page: Page) -> Reading:
    """Share of the page's text in blocks that style or attributes hide."""
    if page.markup is None or not page.text:
        return NOTHING
    found = [Span(b.start, b.end) for b in hidden_blocks(page)]
    return Reading(sum(end - start for start, end in found) / len(page.text), lambda: found)
