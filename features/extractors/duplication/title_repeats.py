"""The title said over and over in the text."""

from __future__ import annotations

import math

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.stretches import folded_span
from features.views.titles import headline, headline_places

BOUNDS = (0.0, 20.0)
SOURCE = "new"


def title_repeats(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of how often the text says the headline word for word.

    The headline is the longest part of the title, normalised; without a title that of the
    first line, which does not count. Headlines of fewer than six letters and digits are not
    looked for.
    """
    wanted = headline(page)
    if len(wanted) < 6:
        return NOTHING
    places = headline_places(page)
    if not page.title:
        places = places[1:]  # the headline is itself the first of them
    return Reading(
        math.log2(1 + len(places)),
        lambda: [folded_span(page, at, at + len(wanted)) for at in places],
    )
