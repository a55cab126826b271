"""Which stretches are the page's own text: kinds of blocks from density, names and place."""

from __future__ import annotations

from collections.abc import Sequence

from detector.html.elements import COMMENTS, FURNITURE, HEADING, LIST, NAMED
from features.blocks import BlockKind

Candidate = tuple[str, int, str, int]
"""A block before it has a kind: text, how many of its characters are anchors, how it is hidden,
and its box."""

_LINKED = 0.5
_PROSE = 80
_FURNITURE = FURNITURE | NAMED | COMMENTS


def kinds(
    candidates: Sequence[Candidate], roles: Sequence[int], parents: Sequence[int]
) -> list[BlockKind]:
    """The kind of each candidate, in order; ``roles`` are those in force in every box."""
    result = []
    main = _main(candidates, roles, parents)
    for text, linked, how, box in candidates:
        role = roles[box]
        if how:
            result.append(BlockKind.HIDDEN)
        elif linked > _LINKED * len(text):
            result.append(BlockKind.LINKS)
        elif role & _FURNITURE or box not in main:
            result.append(BlockKind.FURNITURE)
        elif role & HEADING:
            result.append(BlockKind.HEADING)
        elif role & LIST:
            result.append(BlockKind.LIST)
        else:
            result.append(BlockKind.PROSE)
    return result


def _weight(text: str) -> int:
    """Length in bytes of UTF-8: a Han character says as much as a few letters."""
    return len(text) if text.isascii() else len(text.encode())


def _main(
    candidates: Sequence[Candidate], roles: Sequence[int], parents: Sequence[int]
) -> set[int]:
    """The containers inside the smallest one that holds most of the page's prose."""
    mass = [0.0] * len(parents)
    for text, linked, how, box in candidates:
        if not how and not roles[box] & _FURNITURE:
            weight = _weight(text)
            if weight > _PROSE and linked * 3 < len(text):
                mass[box] += weight
    total = list(mass)
    for box in range(len(parents) - 1, 0, -1):
        total[parents[box]] += total[box]
    best = 0
    for box in range(1, len(parents)):
        if parents[box] == best and total[box] > 0.75 * total[0] > 0:
            best = box
    inside = {best}
    for box in range(best + 1, len(parents)):
        if parents[box] in inside:
            inside.add(box)
    return inside
