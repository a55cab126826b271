"""Where in a page's text something stands."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range ``[start, end)`` in code points of ``Page.text``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text this span selects."""
        return text[self.start : self.end]
