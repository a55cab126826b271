"""What stands on both sides of a phrase where it is used."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from features.twins import twin_of
from features.views.words import Words

_twin = twin_of(__name__)

Ints = npt.NDArray[np.intp]
Sides = tuple[int, int, int, int]
"""Different words before and behind the uses of a phrase, its letters and its words."""


def sides(
    found: Words, places: Ints, first: Ints, phrases: list[int], size: int, longest: int
) -> list[Sides]:
    """The sides of each phrase: one is used at ``places`` where ``first`` has its number.

    A phrase is ``size`` words long, and up to ``longest`` where all its uses go on alike.
    """
    if _twin:
        both: list[Sides] = _twin.sides(
            found.ids, found.edges, places, first, phrases, size, longest
        )
        return both
    return [_sides(found, places[first == at], size, longest) for at in phrases]


def _sides(found: Words, places: Ints, size: int, longest: int) -> Sides:
    ids = found.ids
    last = len(ids) - 1
    length = size
    behind = ids.take(np.minimum(places + length, last))
    while length < longest and bool((behind == behind[0]).all()) and places[-1] + length < last:
        length += 1
        behind = ids.take(np.minimum(places + length, last))
    before = ids.take(np.maximum(places - 1, 0))
    letters = int(found.edges[places[0] + length] - found.edges[places[0]])
    return len(set(before.tolist())), len(set(behind.tolist())), letters, length
