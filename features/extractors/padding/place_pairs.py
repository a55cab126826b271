"""Every place joined to every other: `A到B`, `A to B`."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.places import places

BOUNDS = (0.0, 1.0)
SOURCE = "new (route doorways)"

_JOINTS = frozenset("到至→—－-~～⇄↔")
LEAST = 5
_GAPS = (1, 4)


def place_pairs(page: Page) -> Reading:
    """Share of the place names that a word or sign of direction joins to the next (`A到B`).

    Fewer than five place names are not read.
    """
    found = places(page)
    if len(found) < LEAST:
        return NOTHING
    text = characters(page).text
    gaps = zip(found.ends.tolist(), found.starts[1:].tolist(), strict=False)
    joined = [
        number
        for number, (end, start) in enumerate(gaps)
        if start - end in _GAPS and (text[end] in _JOINTS or text[end : end + 4] == " to ")
    ]
    if not joined:
        return ZERO
    return Reading(
        len(joined) / len(found),
        lambda: [Span(int(found.starts[n]), int(found.ends[n + 1])) for n in joined],
    )
