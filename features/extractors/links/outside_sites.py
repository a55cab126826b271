"""How many other sites the page links to."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.targets import outside, targets

BOUNDS = (0.0, 21.0)
SOURCE = "link farms (Wu and Davison 2005)"


def outside_sites(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the different sites that visible links lead to.

    HTML pages with a link only.
    """
    found = targets(page)
    if not found.links:
        return NOTHING
    away = outside(page)
    sites = found.sites
    return Reading(math.log2(1 + len({sites[at] for at in away})), lambda: found.spans(away))
