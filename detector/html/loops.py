"""The inner loops of the reader: compiled where the build could compile them, else pure Python.

Both give equal results: the modules of pure Python say what is done, ``quicksigns.pyx``,
``quickwalk.pyx`` and ``quicktidy.pyx`` do the same on the code points of the source.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from detector.html import content, signs, tidying, walk
from features.blocks import BlockKind


class Loops(NamedTuple):
    """What a reading spends its time in."""

    signs: Callable[[str], signs.Signs]
    walk: Callable[[str, dict[str, str]], walk.Walked]
    tidy: Callable[[walk.Walked, Sequence[int]], tidying.Tidied]
    kinds: Callable[
        [Sequence[content.Candidate], Sequence[int], Sequence[int]], Sequence[BlockKind]
    ]


PURE = Loops(signs.signs, walk.walk, tidying.tidy, content.kinds)


def _compiled() -> Loops | None:
    try:
        from detector.html import quicksigns, quicktidy, quickwalk
    except ImportError:
        return None
    return Loops(
        quicksigns.signs, quickwalk.walk, quicktidy.tidy, quicktidy.kinds
    )


COMPILED = _compiled()
""":data:`PURE` in C; ``None`` where nothing was compiled."""
LOOPS = COMPILED or PURE
