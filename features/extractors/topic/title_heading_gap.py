"""The title against the heading a reader sees."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.titlepairs import declared_title, overlap

BOUNDS = (0.0, 1.0)
SOURCE = "new; overlap coefficient of character pairs (Szymkiewicz-Simpson)"


def title_heading_gap(page: Page) -> Reading:
    """1 - overlap in character pairs of the title and the most similar first-level heading."""
    title = declared_title(page)
    if title is None or page.markup is None or not page.markup.headings:
        return NOTHING
    return Reading(1.0 - max(overlap(title, heading) for heading in page.markup.headings[:8]))
