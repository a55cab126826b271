"""The title against the title given to other sites."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.titlepairs import declared_title, overlap

BOUNDS = (0.0, 1.0)
SOURCE = "new; overlap coefficient of character pairs (Szymkiewicz-Simpson)"


def title_preview_gap(page: Page) -> Reading:
    """1 - overlap in character pairs of the title and the declared ``og:title``."""
    title = declared_title(page)
    if title is None or page.markup is None or not page.markup.declared.og_title:
        return NOTHING
    return Reading(1.0 - overlap(title, page.markup.declared.og_title))
