"""Synonyms no writer would choose."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.trade import density, trade

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"


_DUE = 1
"""Words of the kind that a slip of the pen or a name may leave on an honest page."""


def spun_terms(page: Page) -> Reading:
    """Different words that spinners put for plain ones, but for one, per 1,000 of length + 500.

    Two synonyms in a row (十分非常, kids offspring) and other phrases count as two. A spinner
    changes many words; an honest page may have one of them, over and over.
    """
    if not page.text:
        return NOTHING
    kinds = trade(page).text
    spun, doubled = kinds.get("spun", []), kinds.get("doubled", [])
    words = {page.text[start:end].lower() for start, end in spun}
    phrases = {page.text[start:end].lower() for start, end in doubled}
    count = len(words) + sum([" " in word for word in words]) + 2 * len(phrases)
    if count <= _DUE:
        return ZERO
    return Reading(density(page, count - _DUE), lambda: sorted(spun + doubled))
