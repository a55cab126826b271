"""How long the title is."""

from __future__ import annotations

import math

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.titles import title

BOUNDS = (0.0, 10.0)
SOURCE = "Ntoulas et al. 2006, number of words in the title, in columns for any script"
SUBJECT = subject(NOTHING, Fact.TITLE)


def title_length(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the columns that the title's letters and digits fill.

    East Asian letters fill two. The first 500 characters of a declared title are read.
    """
    if not page.title or page.title.isspace():
        return NOTHING
    letters = title(page).folded
    return Reading(min(math.log2(1 + sum(2 if c >= "\u2e80" else 1 for c in letters)), 10.0))
