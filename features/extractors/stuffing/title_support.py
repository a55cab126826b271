"""Whether the text is about what the title says."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.stretches import folded_text
from features.views.titles import title

BOUNDS = (0.0, 1.0)
SOURCE = "new (titles taken over by search phrases the text knows nothing of)"

LEAST = 200
_MOST = 32


def title_support(page: Page) -> Reading:
    """Share of the declared title's letter triples that stand anywhere in the visible text.

    In Chinese, pairs of characters. Of a long title 32 evenly drawn ones are looked up; texts
    under 200 letters are not read.
    """
    if not page.title:
        return NOTHING
    said, text = title(page).folded, folded_text(page)
    size = 2 if said[:1] >= "\u2e80" else 3
    count = len(said) - size + 1
    if count < 1 or len(text) < LEAST:
        return NOTHING
    step = -(-count // _MOST)
    looked_up = [said[at : at + size] for at in range(0, count, step)]
    return Reading(sum(piece in text for piece in looked_up) / len(looked_up))
