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
    rows = found.rows.tolist()
    different = len(set(rows))
    if different < LEAST:
        return NOTHING
    chars = characters(page)
    text, classes, letter = chars.text, chars.padded, cp.class_translation(cp.LETTER)
    starts, last = found.starts.tolist(), chars.size - 2
    tails: list[tuple[int, int]] = []
    places_of: dict[str, set[int]] = {}
    for row, place, end, following in zip(
        rows, starts, found.ends.tolist(), (*starts[1:], -1), strict=True
    ):
        # In a spaced script the tail begins after the space.
        begin = end + (text[end : end + 1] == " ")
        # A place right after a place is a list, not a tail.
        if (
            begin <= last
            and begin != following
            and letter[classes[begin]]
            and letter[classes[begin + 1]]
        ):
            places_of.setdefault(text[begin : begin + 2], set()).add(row)
            tails.append((place, begin + 2))
    tail = max(places_of, key=lambda tail: (len(places_of[tail]), tail), default="")
    if not tail or len(places_of[tail]) < 2:
        return ZERO

    def evidence() -> list[Span]:
        return [Span(start, end) for start, end in tails if text[end - 2 : end] == tail]

    return Reading(len(places_of[tail]) / different, evidence)
