"""Text hidden by means that no menu needs."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.span import Span
from features.views.hidden import DECEPTIVE, hidden_blocks

BOUNDS = (0.0, 1.0)
SOURCE = "rspamd html.lua (R_WHITE_ON_WHITE, zero font); Google spam policies"
SUBJECT = subject(NOTHING, Fact.MARKUP)


def deceptive_text_share(page: Page) -> Reading:
    """Share of the page's text that is off screen, tiny or the ground's colour."""
    if page.markup is None or not page.text:
        return NOTHING
    found = [Span(b.start, b.end) for b in hidden_blocks(page) if b.how in DECEPTIVE]
    return Reading(sum(end - start for start, end in found) / len(page.text), lambda: found)
