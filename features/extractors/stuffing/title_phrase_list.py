"""A title that is a list of search phrases."""

from __future__ import annotations

import math

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.titles import title_cuts

BOUNDS = (0.0, 21.0)
SOURCE = "new (titles with a comma-joined tail of search phrases)"
SUBJECT = subject(NOTHING, Fact.TITLE)


def title_phrase_list(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the commas, bars, underscores and the like in the title."""
    if not page.title or page.title.isspace():
        return NOTHING
    return Reading(math.log2(1 + title_cuts(page)))
