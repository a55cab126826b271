"""How much of the HTML is text."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page

BOUNDS = (0.0, 1.0)
SOURCE = "Ntoulas et al. 2006 (fraction of visible content)"


def text_html_ratio(page: Page) -> Reading:
    """Visible characters over the characters of the HTML source."""
    markup = page.markup
    if markup is None or not markup.size:
        return NOTHING
    return Reading(min(page.visible_end / markup.size, 1.0))
