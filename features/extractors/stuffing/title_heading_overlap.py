"""Whether the title and the heading say the same."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.text import fold_text
from features.views.titles import headline, title

BOUNDS = (0.0, 1.0)
SOURCE = "heading and title overlap (Bevendorff et al. 2024), letter pairs"
SUBJECT = subject(NOTHING, Fact.MARKUP)


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def title_heading_overlap(page: Page) -> Reading:
    """Greatest Jaccard likeness of letter pairs between the title, or its headline, and a heading.

    The first three headings of an HTML page are compared; without title or heading nothing is.
    """
    if page.markup is None or not page.title or not page.markup.headings:
        return NOTHING
    parts = [pairs for text in {headline(page), title(page).folded} if (pairs := _pairs(text))]
    best = -1.0
    for text in page.markup.headings[:3]:
        heading = _pairs(fold_text(text[:300]))
        for part in parts:
            if heading:
                best = max(best, len(heading & part) / len(heading | part))
    return Reading(best) if best >= 0 else NOTHING
