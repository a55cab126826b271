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
_NAMES = NAMED | COMMENTS

PROSE, LISTS, HEADINGS, LINKS, FURNISHED, HIDDEN = (
    BlockKind.PROSE,
    BlockKind.LIST,
    BlockKind.HEADING,
    BlockKind.LINKS,
    BlockKind.FURNITURE,
    BlockKind.HIDDEN,
)


def kinds(
    candidates: Sequence[Candidate], parents: Sequence[int], own: Sequence[int]
) -> list[BlockKind]:
    """The kind of each candidate, in order; ``parents`` and ``own`` are as walked.

    The page's own text is what stands in the smallest container with most of the page's prose.
    What class names say of furniture is not believed of an element that holds most of it.
    """
    boxes = len(parents)
    mass = [0] * boxes
    weights = []
    for text, linked, how, box in candidates:
        weight = len(text) if text.isascii() else len(text.encode())
        weights.append(weight)
        if weight > _PROSE and not how and linked * 3 < len(text):
            mass[box] += weight
    total = mass.copy()
    for box in range(boxes - 1, 0, -1):
        if total[box] and not own[box] & FURNITURE:
            total[parents[box]] += total[box]
    believed = _DOMINANT * total[0]
    roles = [0] * boxes
    inside = [False] * boxes
    for box in range(1, boxes):
        role = own[box]
        if role & _NAMES and total[box] > believed:
            role &= ~_NAMES
        roles[box] = roles[parents[box]] | role
    # The prose that is left when furniture is out decides where the page's own text stands.
    total = [
        0 if role & (FURNITURE | _NAMES) else held for role, held in zip(roles, mass, strict=True)
    ]
    for box in range(boxes - 1, 0, -1):
        if total[box]:
            total[parents[box]] += total[box]
    main = 0
    for box in range(1, boxes):
        if parents[box] == main and total[box] > _DOMINANT * total[main] > 0:
            main = box
    inside[main] = True
    for box in range(main + 1, boxes):
        inside[box] = inside[parents[box]]
    return [
        _kind(item, weight, roles[item[3]], inside[item[3]])
        for item, weight in zip(candidates, weights, strict=True)
    ]


def _kind(item: Candidate, weight: int, role: int, inside: bool) -> BlockKind:
    text, linked, how, _ = item
    if how:
        return HIDDEN
    if linked > _LINKED * len(text):
        return LINKS
    if role & (FURNITURE | _NAMES) or not inside:
        return FURNISHED
    if role & HEADING:
        return HEADINGS
    if role & LIST:
        return LISTS
    return PROSE
