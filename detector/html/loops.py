"""The inner loops of the reader: compiled where the build could compile them, else pure Python.

Both give equal results: the modules of pure Python say what is done, ``_signs.pyx``,
``_walk.pyx`` and ``_tidying.pyx`` do the same on the code points of the source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from detector.html import content, settling, signs, tidying, walk
from features.blocks import Block, BlockKind
from features.page import Link
from features.twins import twin_of


class Loops(NamedTuple):
    """What a reading spends its time in."""

    is_clean: Callable[[str], bool]
    signs: Callable[[str], signs.Signs]
    with_spaces: Callable[[str], str]
    walk: Callable[[str, dict[str, str]], walk.Walked]
    inherited: Callable[[Sequence[int], Sequence[int]], list[int]]
    tidy: Callable[[walk.Walked, Sequence[int]], tidying.Tidied]
    kinds: Callable[
        [Sequence[content.Candidate], Sequence[int], Sequence[int]], Sequence[BlockKind]
    ]
    order: Callable[
        [Sequence[content.Candidate], Sequence[BlockKind]],
        tuple[str, tuple[Block, ...], settling.Moved | None],
    ]
    settle: Callable[
        [list[int], settling.Moved | None, int], tuple[list[int], list[int], list[bool] | None]
    ]
    links: Callable[
        [Sequence[tuple[str, str]], list[int], settling.Moved | None, int], tuple[Link, ...]
    ]


PURE = Loops(
    signs.is_clean,
    signs.signs,
    signs.with_spaces,
    walk.walk,
    content.inherited,
    tidying.tidy,
    content.kinds,
    settling.order,
    settling.settle,
    settling.links,
)


def _compiled() -> Loops | None:
    first, walked, tidied = (twin_of(module.__name__) for module in (signs, walk, tidying))
    if first is None or walked is None or tidied is None:
        return None
    return Loops(
        first.is_clean,
        first.signs,
        first.with_spaces,
        walked.walk,
        tidied.inherited,
        tidied.tidy,
        tidied.kinds,
        tidied.order,
        tidied.settle,
        tidied.links,
    )


COMPILED = _compiled()
""":data:`PURE` in C; ``None`` where nothing was compiled."""
LOOPS = COMPILED or PURE
