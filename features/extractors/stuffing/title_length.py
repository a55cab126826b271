"""How long the title is."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.text import fold_text

BOUNDS = (0.0, 21.0)
SOURCE = "Ntoulas et al. 2006, number of words in the title, in letters for any script"


def title_length(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the letters and digits of the declared title."""
    if not page.title or page.title.isspace():
        return NOTHING
    return Reading(math.log2(1 + min(len(fold_text(page.title[:100_000])), 1 << 20)))
