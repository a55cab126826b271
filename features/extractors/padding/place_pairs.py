"""Every place joined to every other: `A到B`, `A to B`."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.places import places

BOUNDS = (0.0, 1.0)
SOURCE = "new (route doorways)"

_JOINTS = np.array([ord(c) for c in "到至→—－-~～⇄↔"], dtype=np.uint32)
LEAST = 5


def place_pairs(page: Page) -> Reading:
    """Share of the place names that a word or sign of direction joins to the next (`A到B`).

    Fewer than five place names are not read.
    """
    found = places(page)
    if len(found) < LEAST:
        return NOTHING
    chars = characters(page)
    gap = found.starts[1:] - found.ends[:-1]
    at = ((gap == 1) | (gap == 4)).nonzero()[0]
    joint = chars.codes.take(found.ends[at])
    one = (gap[at] == 1) & np.isin(joint, _JOINTS)
    text = chars.text
    ends = found.ends
    joined = [
        number
        for number, sign in zip(at.tolist(), one.tolist(), strict=True)
        if sign or text[int(ends[number]) : int(ends[number]) + 4] == " to "
    ]
    return Reading(
        len(joined) / len(found),
        lambda: [Span(int(found.starts[n]), int(found.ends[n + 1])) for n in joined],
    )
