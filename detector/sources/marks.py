"""Where in a large file some of its records begin, so that reading can begin there too."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class Mark(NamedTuple):
    """Record ``number`` (from 0) begins at byte ``offset`` of the file, on line ``line``.

    ``packed``: a gzip member begins there. Everything before is whole: nothing that was read
    of it has a say in what follows.
    """

    number: int = 0
    offset: int = 0
    line: int = 0
    packed: bool = False


class Marks(Protocol):
    """What a reader tells where records begin, and asks where to begin itself."""

    @property
    def every(self) -> int:
        """Records from one mark to the next."""
        ...

    def note(self, mark: Mark) -> None:
        """Remember a mark."""
        ...

    def before(self, number: int) -> Mark:
        """The last mark at or before record ``number``; the beginning if there is none."""
        ...


BEGINNING = Mark()
