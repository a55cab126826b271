"""A title in another writing than the text."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.characters import Characters, characters, code_array
from features.views.script_shares import distance, script_shares

BOUNDS = (0.0, 1.0)
SOURCE = "new"
LEAST = 6
"""Letters in the shortest title worth comparing."""


def title_script_gap(page: Page) -> Reading:
    """Total variation distance between the scripts of the title and of the text."""
    if not page.title or len(page.title) < LEAST:
        return NOTHING
    title = page.title[:1000]
    said = script_shares(Characters(title, code_array(title)))
    here = script_shares(characters(page))
    if said is None or here is None:
        return NOTHING
    return Reading(distance(said, here))
