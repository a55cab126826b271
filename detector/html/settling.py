"""Where blocks, links and hints stand in the page's text, whose hidden blocks come last."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from functools import partial
from itertools import accumulate, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detector.html.content import Candidate
from detector.html.tokens import unescaped
from features.blocks import Block, BlockKind
from features.page import Link

_HIDDEN = BlockKind.HIDDEN
_new_link = partial(tuple.__new__, Link)
"""What ``Link(...)`` comes to, without the Python frame in between; takes one tuple."""
_new_block = partial(tuple.__new__, Block)


class Moved(NamedTuple):
    """Where candidates stood in document order, how far each moved, and which are hidden."""

    before: npt.NDArray[np.int64]
    shift: npt.NDArray[np.int64]
    hidden: npt.NDArray[np.bool_]


def order(
    candidates: Sequence[Candidate], chosen: Sequence[BlockKind]
) -> tuple[str, tuple[Block, ...], Moved | None]:
    """Text and blocks with the hidden ones last, and where everything went if any moved."""
    texts = [item[0] for item in candidates]
    before = list(accumulate([len(text) + 1 for text in texts], initial=0))
    if _HIDDEN not in chosen:
        ends = [end - 1 for end in before[1:]]
        blocks = tuple(map(_new_block, zip(chosen, before, ends, repeat(""))))
        return "\n".join(texts), blocks, None
    hidden = [kind is _HIDDEN for kind in chosen]
    order = [i for i, unseen in enumerate(hidden) if not unseen]
    order += [i for i, unseen in enumerate(hidden) if unseen]
    shift = [0] * len(texts)
    reordered = []
    at = 0
    for i in order:
        end = at + len(texts[i])
        reordered.append(Block(chosen[i], at, end, candidates[i][2]))
        shift[i] = at - before[i]
        at = end + 1
    moved = Moved(np.array(before[:-1]), np.array(shift), np.array(hidden))
    return "\n".join([texts[i] for i in order]), tuple(reordered), moved


def settle(
    places: list[int], moved: Moved | None, size: int
) -> tuple[list[int], list[int], list[bool] | None]:
    """Starts and ends in the page's text, inside it and in order, and which are hidden."""
    if moved is None:
        starts, ends = places[0::2], places[1::2]
        if min(starts) >= 0 and all(map(operator.le, starts, ends)) and max(ends) <= size:
            return starts, ends, None
    spots = np.array(places, dtype=np.int64).clip(0, size)
    first_of, last_of = spots[0::2], spots[1::2]
    hidden = None
    if moved is not None:
        before, shift, unseen = moved
        last_item = unseen.size - 1
        first = (before.searchsorted(first_of, "right") - 1).clip(0, last_item)
        last = before.searchsorted(np.maximum(last_of - 1, first_of), "right") - 1
        last = last.clip(0, last_item)
        last_of = np.where(unseen[first] == unseen[last], last_of + shift[last], 0)
        first_of = first_of + shift[first]
        hidden = unseen[first].tolist()
    return first_of.tolist(), np.maximum(first_of, last_of).clip(0, size).tolist(), hidden


def links(
    anchors: Sequence[tuple[str, str]], places: list[int], moved: Moved | None, size: int
) -> tuple[Link, ...]:
    """The links of ``anchors``, whose places in document order are noted as in ``Tidied``."""
    starts, ends, hidden = settle(places, moved, size)
    hrefs = [unescaped(href) if "&" in href else href for href, _ in anchors]
    rels = [rel for _, rel in anchors]
    if hidden is None:
        hidden = [False] * len(hrefs)
    return tuple(map(_new_link, zip(hrefs, starts, ends, rels, hidden, strict=True)))
