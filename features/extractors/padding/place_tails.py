"""Dozens of place names, all followed by the same word."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.places import places

BOUNDS = (0.0, 1.0)
SOURCE = "new (place names joined to one product word)"

LEAST = 5


def place_tails(page: Page) -> Reading:
    """Share of the different places named that the same two letters follow.

    `武汉开锁`, `长沙开锁`, `南昌开锁` read 1. Fewer than five different places are not read.
    """
    found = places(page)
    if len(found) < LEAST:
        return NOTHING
    different = len(set(found.rows.tolist()))
    if different < LEAST:
        return NOTHING
    chars = characters(page)
    word = chars.mask(cp.LETTER)
    ends = found.ends
    inside = ends + 2 <= chars.size
    # The second letter of a spaced script's tail stands after the space and a first letter.
    spaced = inside & (chars.codes.take(ends, mode="clip") == 0x20)
    begin = ends + spaced
    inside &= begin + 2 <= chars.size
    inside &= word.take(begin, mode="clip") & word.take(begin + 1, mode="clip")
    at = inside.nonzero()[0]
    # A place right after a place is a list, not a tail.
    at = at[~np.isin(begin[at], found.starts)]
    if not len(at):
        return Reading(0.0)
    begin = begin[at]
    tails = (chars.codes[begin].astype(np.uint64) << np.uint64(21)) | chars.codes[begin + 1]
    joined = np.unique(np.stack((tails, found.rows[at].astype(np.uint64)), axis=1), axis=0)
    values, counts = np.unique(joined[:, 0], return_counts=True)
    best = values[counts.argmax()]
    which = at[tails == best]
    return Reading(
        int(counts.max()) / different if int(counts.max()) > 1 else 0.0,
        lambda: [
            Span(int(found.starts[n]), int(found.ends[n]) + 2 + bool(spaced[n]))
            for n in which.tolist()
        ],
    )
