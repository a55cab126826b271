"""Blocks: the stretches of a page's text, each with the role it plays on the page."""

from __future__ import annotations

import enum
import re
from typing import NamedTuple


class BlockKind(enum.StrEnum):
    """The role of a block on its page."""

    PROSE = "prose"
    LIST = "list"
    HEADING = "heading"
    LINKS = "link block"
    FURNITURE = "furniture"
    HIDDEN = "hidden"


class Block(NamedTuple):
    """A stretch ``[start, end)`` of ``Page.text`` (code points) and its role.

    ``how`` says for hidden blocks by what means the text is kept from a reader
    (``display``, ``offscreen``, ``tiny``, ``contrast``, ...).
    """

    kind: BlockKind
    start: int
    end: int
    how: str = ""


_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


def split_text(text: str) -> tuple[Block, ...]:
    """Blocks of a page that came as plain text: one a line that holds anything."""
    return tuple(
        Block(BlockKind.PROSE, m.start(), m.end())
        for m in _LINE.finditer(text)
        if not m.group().isspace()
    )
