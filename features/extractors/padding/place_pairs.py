"""Every place joined to every other: `A到B`, `A to B`."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.places import places

BOUNDS = (0.0, 1.0)
SOURCE = "new (route doorways)"

_JOINTS = frozenset("到至→—－-~～⇄↔")
LEAST = 5


def place_pairs(page: Page) -> Reading:
    """Share of the place names that a word or sign of direction joins to the next (`A到B`).

    Fewer than five place names are not read.
    """
    found = places(page)
    if len(found) < LEAST:
        return NOTHING
    text = characters(page).text
    gap = found.starts[1:] - found.ends[:-1]
    at = ((gap == 1) | (gap == 4)).nonzero()[0]
    joined = [
        number
        for number, end in zip(at.tolist(), found.ends.take(at).tolist(), strict=True)
        if text[end] in _JOINTS or text[end : end + 4] == " to "
    ]
    return Reading(
        len(joined) / len(found),
        lambda: [Span(int(found.starts[n]), int(found.ends[n + 1])) for n in joined],
    )
