"""A title in another writing than the text."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.characters import Characters, characters, code_array
from features.views.script_shares import script_shares

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, Fact.TITLE)
LEAST = 6
"""Characters in the shortest title worth comparing."""
RARE = 0.05


def title_script_gap(page: Page) -> Reading:
    """Share of the title's letters in writings that hardly occur in the text (under 5 %)."""
    if not page.title or len(page.title) < LEAST:
        return NOTHING
    title = page.title[:1000]
    here = script_shares(characters(page))
    if here is None:
        return NOTHING
    if title.isascii():  # all its letters are Latin
        if not any(map(str.isalpha, title)):
            return NOTHING
        return Reading(1.0 if here[0] < RARE else 0.0)
    said = script_shares(Characters(title, code_array(title)))
    if said is None:
        return NOTHING
    foreign = 0.0  # added in order: the built-in sum of floats differs between Python versions
    for share, own in zip(said, here, strict=True):
        if own < RARE:
            foreign += share
    return Reading(min(foreign, 1.0))
