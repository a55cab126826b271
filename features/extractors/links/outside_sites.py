"""How many other sites the page links to."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import outside_targets, targets

BOUNDS = (0.0, 21.0)
SOURCE = "link farms (Wu and Davison 2005)"


def outside_sites(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the different sites that visible links lead to.

    HTML pages with a link only.
    """
    if not targets(page):
        return NOTHING
    away = outside_targets(page)
    return Reading(
        math.log2(1 + len({target.site for target in away})),
        lambda: [Span(t.link.start, t.link.end) for t in away if t.anchor],
    )
