"""Dozens of place names, all followed by the same word."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading
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
    word, text = chars.mask(cp.LETTER), chars.text
    # In a spaced script the tail begins after the space.
    begin = found.ends + (chars.codes.take(found.ends, mode="clip") == 0x20)
    lettered = word.take(begin, mode="clip") & word.take(begin + 1, mode="clip")
    lettered &= begin + 2 <= chars.size
    # A place right after a place is a list, not a tail.
    lettered[:-1] &= begin[:-1] != found.starts[1:]
    at = lettered.nonzero()[0]
    places_of: dict[str, set[int]] = {}
    for row, start in zip(found.rows.take(at).tolist(), begin.take(at).tolist(), strict=True):
        places_of.setdefault(text[start : start + 2], set()).add(row)
    tail = max(places_of, key=lambda tail: (len(places_of[tail]), tail), default="")
    if not tail or len(places_of[tail]) < 2:
        return ZERO

    def evidence() -> list[Span]:
        ends = begin.take(at) + 2
        spans = zip(found.starts.take(at).tolist(), ends.tolist(), strict=True)
        return [Span(start, end) for start, end in spans if text[end - 2 : end] == tail]

    return Reading(len(places_of[tail]) / different, evidence)
