"""Which stretches are the page's own text: kinds of blocks from density, names and place."""

from __future__ import annotations

from collections.abc import Sequence

from detector.html.elements import COMMENTS, FURNITURE, HEADING, LIST, NAMED
from features.blocks import BlockKind

Candidate = tuple[str, int, str, int]
"""A block before it has a kind: text, how many of its characters are anchors, how it is hidden,
and its box."""

_PROSE = 80
"""Bytes of UTF-8 from which a block counts as a sentence or more."""
_LINKED = 0.5
"""Share of anchor text from which a block is links (Kohlschuetter et al. 2010 use a third)."""
_DOMINANT = 0.6
"""Share of the prose a container must hold to be where the page's own text is."""
_LEFT = 0.4
"""Share of the prose that must be left when furniture is out; else the names are wrong."""
_NAMES = NAMED | COMMENTS
_OUTSIDE = FURNITURE | _NAMES

PROSE, LISTS, HEADINGS, LINKS, FURNISHED, HIDDEN = (
    BlockKind.PROSE,
    BlockKind.LIST,
    BlockKind.HEADING,
    BlockKind.LINKS,
    BlockKind.FURNITURE,
    BlockKind.HIDDEN,
)


def inherited(parents: Sequence[int], own: Sequence[int]) -> list[int]:
    """The roles in force in every box: its own, but for the root's, and those around it."""
    roles = [0]
    for parent, role in zip(parents[1:], own[1:], strict=True):
        roles.append(roles[parent] | role)
    return roles


def kinds(
    candidates: Sequence[Candidate], parents: Sequence[int], own: Sequence[int]
) -> list[BlockKind]:
    """The kind of each candidate, in order; ``parents`` and ``own`` are as walked.

    The page's own text is what stands in the smallest container with most of the page's prose.
    What class names say of furniture is not believed of an element that holds most of it.
    """
    boxes = len(parents)
    mass = [0] * boxes
    for text, linked, how, box in candidates:
        size = len(text)
        if linked * 3 < size and 4 * size > _PROSE and not how:
            weight = size if text.isascii() else len(text.encode())
            if weight > _PROSE:
                mass[box] += weight
    total = mass.copy()
    for box in range(boxes - 1, 0, -1):
        if total[box] and not own[box] & FURNITURE:
            total[parents[box]] += total[box]
    roles, inside = _located(mass, total, parents, own)
    chosen = []
    for text, linked, how, box in candidates:
        if how:
            chosen.append(HIDDEN)
        elif linked > _LINKED * len(text):
            chosen.append(LINKS)
        elif roles[box] & _OUTSIDE or not inside[box]:
            chosen.append(FURNISHED)
        elif roles[box] & HEADING:
            chosen.append(HEADINGS)
        elif roles[box] & LIST:
            chosen.append(LISTS)
        else:
            chosen.append(PROSE)
    return chosen


def _located(
    mass: list[int], total: list[int], parents: Sequence[int], own: Sequence[int]
) -> tuple[list[int], list[bool]]:
    """The roles in force in every box, and whether it is where the page's own text stands.

    ``mass`` is the prose directly in a box, ``total`` with what stands in boxes inside it.
    """
    boxes = len(parents)
    believed = _DOMINANT * total[0]
    # Articles in several parts carry one name on each: siblings are weighed together.
    joint = [0] * boxes
    for box in range(1, boxes):
        if own[box] & _NAMES:
            joint[parents[box]] += total[box]
    for ignored in (0, _NAMES):
        roles = [0] * boxes
        left = [0] * boxes
        for box in range(1, boxes):
            role = own[box]
            if role & _NAMES and (ignored or joint[parents[box]] > believed):
                role &= ~_NAMES
            role |= roles[parents[box]]
            roles[box] = role
            if not role & _OUTSIDE:
                left[box] = mass[box]
        left[0] = mass[0]
        for box in range(boxes - 1, 0, -1):
            if left[box]:
                left[parents[box]] += left[box]
        if left[0] > _LEFT * total[0]:
            break
    main = 0
    for box in range(1, boxes):
        if parents[box] == main and left[box] > _DOMINANT * left[main] > 0:
            main = box
    inside = [False] * boxes
    inside[main] = True
    for box in range(main + 1, boxes):
        inside[box] = inside[parents[box]]
    return roles, inside
