"""Every word on a page that gives away an origin, a count or a date label."""

from __future__ import annotations

from typing import NamedTuple

from features.attribution.roles import Form
from features.attribution.triggers import triggers
from features.page import Page, view
from features.views.wordlists import wordlists


class Hit(NamedTuple):
    """A trigger found in the text: its forms, if any, and whether it labels a count or a date."""

    start: int
    end: int
    forms: tuple[Form, ...]
    for_count: bool
    for_date: bool


@view
def hits(page: Page) -> tuple[Hit, ...]:
    """Every trigger in the visible text, leftmost longest, by offset."""
    known = triggers()
    forms, counts, dates = known.forms, known.counts, known.dates
    return tuple(
        [
            Hit(start, end, forms[i], counts[i], dates[i])
            for i, start, end in wordlists(page).triggers
        ]
    )
