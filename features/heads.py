"""Patterns that are tried only where two or three characters say that they may match."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import Any, NamedTuple

from features.twins import twin_of

_twin = twin_of(__name__)


class Head(NamedTuple):
    """Two or three characters that stand ``offset`` behind the beginning of a match, any case."""

    piece: str
    offset: int = 0


class Headed:
    """A pattern, whose every match has one of ``heads``; pattern and heads ignore case.

    Regular expressions with many alternatives are slow where none of them matches, which is
    nearly everywhere. Without the compiled twin the pattern is searched for as it is.
    """

    def __init__(self, pattern: re.Pattern[str], heads: Iterable[Head]) -> None:
        self._pattern = pattern
        offsets: dict[str, list[int]] = {}
        for piece, offset in heads:
            for letters in product(*map(written, piece)):
                offsets.setdefault("".join(letters), []).append(offset)
        self._offsets: Sequence[list[int]] = tuple(offsets.values())
        self._pieces: Any = _twin.Pieces(offsets) if _twin else None

    def finditer(self, text: str, near: int | None = None) -> Iterator[re.Match[str]]:
        """What the pattern's own ``finditer`` gives.

        A match that begins more than ``near`` characters from all others may be left out.
        """
        if self._pieces is None:
            yield from self._pattern.finditer(text)
            return
        found = self._pieces.find(text)
        if len(found) < (1 if near is None else 2):
            return
        starts = sorted({at - back for which, at in found for back in self._offsets[which]})
        if near is not None:
            close = [after - before <= near for before, after in pairwise(starts)]
            beside = zip(starts, [False, *close], [*close, False], strict=True)
            starts = [start for start, before, after in beside if before or after]
        reached = 0
        for start in starts:
            if start >= reached and (match := self._pattern.match(text, start)):
                yield match
                reached = match.end()


@functools.cache
def _cased() -> str:
    return "".join([c for c in map(chr, range(0x10000)) if c.lower() != c or c.upper() != c])


@functools.cache
def written(letter: str) -> tuple[str, ...]:
    """The characters that a pattern which ignores case takes for ``letter``."""
    return tuple(dict.fromkeys((letter, *re.findall(re.escape(letter), _cased(), re.IGNORECASE))))
