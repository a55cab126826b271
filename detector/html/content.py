"""Which stretches are the page's own text: kinds of blocks from density, names and place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from detector.html.elements import Role
from features.blocks import BlockKind


class Candidate(NamedTuple):
    """One block before it has a kind: its length, how much of it is anchors, and its place."""

    text: str
    linked: int
    role: int
    how: str
    box: int
    weight: float
    """Length in words' worth: a character of an unspaced script says more than a letter."""


_LINKED = 0.5
_PROSE = 12.0
_FURNITURE = Role.FURNITURE | Role.NAMED | Role.COMMENTS


def kinds(candidates: Sequence[Candidate], parents: Sequence[int]) -> list[BlockKind]:
    """The kind of each candidate, in order; ``parents`` is the tree of containers."""
    result = []
    main = _main(candidates, parents)
    for item in candidates:
        role = item.role
        if item.how:
            result.append(BlockKind.HIDDEN)
        elif item.linked > _LINKED * len(item.text):
            result.append(BlockKind.LINKS)
        elif role & _FURNITURE or item.box not in main:
            result.append(BlockKind.FURNITURE)
        elif role & Role.HEADING:
            result.append(BlockKind.HEADING)
        elif role & Role.LIST:
            result.append(BlockKind.LIST)
        else:
            result.append(BlockKind.PROSE)
    return result


def _main(candidates: Sequence[Candidate], parents: Sequence[int]) -> set[int]:
    """The containers inside the smallest one that holds most of the page's prose."""
    mass = [0.0] * len(parents)
    for item in candidates:
        if not item.how and not item.role & _FURNITURE and item.weight > _PROSE:
            mass[item.box] += item.weight if item.linked * 3 < len(item.text) else 0.0
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
