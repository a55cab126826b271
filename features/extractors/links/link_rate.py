"""How many links there are."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.characters import characters
from features.views.targets import targets

BOUNDS = (0.0, 21.0)
SOURCE = "Ntoulas et al. 2006; links of spam pages (Bevendorff et al. 2024)"


def link_rate(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of visible links for every thousand visible characters.

    Pages read from HTML only.
    """
    size = characters(page).seen
    if page.markup is None or not size:
        return NOTHING
    found = targets(page)
    count = len(found.links)
    return Reading(min(math.log2(1 + 1000 * count / size), 21.0), lambda: found.spans(range(count)))
