"""Runs of exclamation and question marks."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import merged, spans
from features.views.characters import characters
from features.views.stops import stops

BOUNDS = (0.0, 1.0)
SOURCE = "SpamAssassin 20_head_tests.cf (PLING_QUERY), as a share"


def shouting_share(page: Page) -> Reading:
    """Exclamation and question marks that touch another one, as a share of stops and commas."""
    at, touching = stops(page)
    if not len(at):
        return NOTHING
    chars = characters(page)
    if chars.count(cp.LOUD) < 2 or not len(touching):
        return Reading(0.0)
    first = at[touching]
    first = first[chars.at(first, cp.LOUD) & chars.at(first + 1, cp.LOUD)]
    found = merged(spans(first, first + 2))
    return Reading(sum(end - start for start, end in found) / len(at), lambda: found)
