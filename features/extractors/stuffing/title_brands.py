"""Several names set off in one title."""

from __future__ import annotations

import math

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.titles import title_parts

BOUNDS = (0.0, 21.0)
SOURCE = "new (several brands joined by bars or underscores)"
SUBJECT = subject(NOTHING, Fact.TITLE)


def title_brands(page: Page) -> Reading:
    """Logarithm (base 2) of the parts that bars, underscores and spaced dashes make of the title.

    `headline_site` reads 1, a bare headline 0.
    """
    if not page.title or page.title.isspace():
        return NOTHING
    return Reading(math.log2(max(1, len(title_parts(page)))))
