"""From walked stretches to the page: text, blocks, links, hints and facts, with offsets."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from functools import partial
from itertools import accumulate, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detector.html.content import Candidate
from detector.html.elements import H1
from detector.html.head import read_head
from detector.html.loops import Loops
from detector.html.signs import Signs
from detector.html.tidying import Tidied
from detector.html.tokens import unescaped
from detector.html.walk import Walked
from features.blocks import Block, BlockKind
from features.page import Hint, Link, Markup, Page

_HINT_LENGTHS = {"author": 200, "date": 80}
_HIDDEN = BlockKind.HIDDEN
_new_link = partial(tuple.__new__, Link)
"""What ``Link(...)`` comes to, without the Python frame in between; takes one tuple."""
_new_block = partial(tuple.__new__, Block)


def assemble(
    source: str, size: int, signs: Signs, walked: Walked, url: str | None, loops: Loops
) -> Page:
    """The page of a document that ``loops`` walked; ``size`` is the length of the whole source."""
    roles = [0]
    for parent, role in zip(walked.parents[1:], walked.own[1:], strict=True):
        roles.append(roles[parent] | role)
    tidied = loops.tidy(walked, roles)
    candidates = tidied.candidates
    chosen = loops.kinds(candidates, walked.parents, walked.own)
    text, blocks, moved = _order(candidates, chosen)
    headings = [item[0] for item in candidates if roles[item[3]] & H1]
    head = read_head(source if signs.linked_data else "", walked.metas, walked.root)
    markup = Markup(
        size=size,
        elements=walked.elements,
        encoded_letters=signs.encoded_letters,
        split_words=_split_words(source) if walked.suspects else 0,
        headings=tuple(headings[:50]),
        classes=walked.classes,
        refresh=head.refresh,
        scripts=signs.scripts,
        images=walked.images,
        declared=head.declared,
        hints=_hints(walked, tidied, moved, len(text)) if walked.hints else (),
    )
    return Page(
        text=text,
        url=url,
        title=tidied.title,
        blocks=blocks,
        links=_links(walked, tidied, moved, len(text)) if walked.anchors else (),
        markup=markup,
    )


class _Moved(NamedTuple):
    """Where candidates stood in document order, how far each moved, and which are hidden."""

    before: npt.NDArray[np.int64]
    shift: npt.NDArray[np.int64]
    hidden: npt.NDArray[np.bool_]


def _order(
    candidates: Sequence[Candidate], chosen: Sequence[BlockKind]
) -> tuple[str, tuple[Block, ...], _Moved | None]:
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
    moved = _Moved(np.array(before[:-1]), np.array(shift), np.array(hidden))
    return "\n".join([texts[i] for i in order]), tuple(reordered), moved


def _settle(
    places: list[int], moved: _Moved | None, size: int
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


def _links(walked: Walked, tidied: Tidied, moved: _Moved | None, size: int) -> tuple[Link, ...]:
    starts, ends, hidden = _settle(tidied.places, moved, size)
    hrefs = [unescaped(href) if "&" in href else href for href, _ in walked.anchors]
    rels = [rel for _, rel in walked.anchors]
    if hidden is None:
        hidden = [False] * len(hrefs)
    return tuple(map(_new_link, zip(hrefs, starts, ends, rels, hidden, strict=True)))


def _hints(walked: Walked, tidied: Tidied, moved: _Moved | None, size: int) -> tuple[Hint, ...]:
    starts, ends, _ = _settle(tidied.hint_places, moved, size)
    return tuple(
        [
            Hint(how, start, end, value)
            for (how, value), start, end in zip(walked.hints, starts, ends, strict=True)
            if end - start <= _HINT_LENGTHS[how.partition(":")[0]]
        ]
    )


def _split_words(source: str) -> int:
    """How many comments stand inside a word."""
    count = 0
    at = source.find("<!--", 1)
    while at >= 0:
        end = source.find("-->", at + 4)
        if end < 0:
            break
        if source[at - 1].isalnum() and source[end + 3 : end + 4].isalnum():
            count += 1
        at = source.find("<!--", end + 3)
    return count
