"""Paragraphs that say again what another paragraph of the page has said."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features.page import Page, view
from features.views.stretches import Stretches, folded, paragraphs

Ints = npt.NDArray[np.intp]

SHINGLE = 5
"""Folded code points of a shingle."""
SHORTEST = 24
"""Folded code points a paragraph must have to be compared."""
_SAMPLE = np.uint64(3)  # every fourth shingle: enough to find a pair, which is then measured


class Overlap(NamedTuple):
    """One paragraph found in a later one.

    ``earlier`` and ``later`` number :func:`~features.views.stretches.paragraphs`;
    ``containment`` is the share of the shorter one's shingles that stand in the other;
    ``start`` and ``length`` bound the longest stretch they share, in folded code points of
    the later one.
    """

    earlier: int
    later: int
    containment: float
    start: int
    length: int


@view
def overlaps(page: Page) -> tuple[Overlap, ...]:
    """Pairs of paragraphs that share shingles, exact repeats among them.

    A shingle is paired with its nearest earlier occurrence only, so a page of ``n`` copies
    has ``n - 1`` pairs and the work stays linear.
    """
    text, parts = folded(page), paragraphs(page)
    long = np.flatnonzero(parts.sizes >= SHORTEST)
    if len(long) < 2:
        return ()
    windows = text.rolling.windows(SHINGLE)
    chosen = np.flatnonzero((windows & _SAMPLE) == 0)
    # One key a shingle: its hash above, where it stands below, so that one sort groups them.
    keys = (windows[chosen] >> np.uint64(22) << np.uint64(22)) | chosen.astype(np.uint64)
    keys.sort()
    same = np.flatnonzero((keys[1:] ^ keys[:-1]) < np.uint64(1 << 22))
    if not len(same):
        return ()
    where = (keys & np.uint64((1 << 22) - 1)).astype(np.intp)
    earlier, later = _owner(parts, where[same]), _owner(parts, where[same + 1])
    apart = (earlier < later) & (earlier >= 0)
    earlier, later = earlier[apart], later[apart]
    enough = (parts.sizes[earlier] >= SHORTEST) & (parts.sizes[later] >= SHORTEST)
    pairs = np.unique(earlier[enough] * len(parts) + later[enough], return_counts=True)
    found = []
    for pair, shared in zip(pairs[0].tolist(), pairs[1].tolist(), strict=True):
        first, second = divmod(pair, len(parts))
        shorter = int(min(parts.sizes[first], parts.sizes[second]))
        # A tenth of the shorter one's sampled shingles, else the pair is chance.
        if shared * 40 < shorter - SHINGLE + 1:
            continue
        found.append(_measured(windows, parts, first, second))
    return tuple(found)


def _owner(parts: Stretches, positions: Ints) -> Ints:
    """The paragraph that wholly holds the shingle at each position; -1 if none does."""
    owner = np.searchsorted(parts.first, positions, side="right") - 1
    inside = (owner >= 0) & (positions + SHINGLE <= parts.last[np.maximum(owner, 0)])
    return np.where(inside, owner, -1)


def _measured(
    windows: npt.NDArray[np.uint64], parts: Stretches, first: int, second: int
) -> Overlap:
    ours = windows[parts.first[first] : parts.last[first] - SHINGLE + 1]
    theirs = windows[parts.first[second] : parts.last[second] - SHINGLE + 1]
    order = np.argsort(ours, kind="stable")
    ordered = ours[order]
    at = np.minimum(np.searchsorted(ordered, theirs), len(ordered) - 1)
    hit = ordered[at] == theirs
    shared_theirs = int(hit.sum())
    if len(ours) <= len(theirs):
        back = np.zeros(len(ours), dtype=np.bool_)
        back[at[hit]] = True
        # Equal shingles of ours stand next to each other in order: all of them are found.
        same = ordered[1:] == ordered[:-1]
        for _ in range(2):
            back[1:] |= back[:-1] & same
        contained = float(back.mean())
    else:
        contained = shared_theirs / len(theirs)
    # The longest run of neighbouring shingles that are neighbours in the other, too.
    source = np.where(hit, order[at], -2 * len(ours) - np.arange(len(theirs)) * 2)
    broken = np.flatnonzero(np.diff(source) != 1) + 1
    edges = np.concatenate(([0], broken, [len(source)]))
    lengths = np.diff(edges) * hit[edges[:-1]]
    best = int(np.argmax(lengths))
    length = int(lengths[best])
    return Overlap(
        first,
        second,
        contained,
        int(parts.first[second] + edges[best]),
        length + SHINGLE - 1 if length else 0,
    )
