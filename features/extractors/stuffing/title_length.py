"""How long the title is."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.titles import title

BOUNDS = (0.0, 10.0)
SOURCE = "Ntoulas et al. 2006, number of words in the title, in letters for any script"


def title_length(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the declared title's letters and digits, up to 500."""
    if not page.title or page.title.isspace():
        return NOTHING
    return Reading(min(math.log2(1 + len(title(page).folded)), 10.0))
