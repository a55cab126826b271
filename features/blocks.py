"""Blocks: the stretches of a page's text, each with the role it plays on the page."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class BlockKind(enum.StrEnum):
    """The role of a block on its page."""

    PROSE = "prose"
    LIST = "list"
    HEADING = "heading"
    LINKS = "link block"
    FURNITURE = "furniture"
    HIDDEN = "hidden"


PROSE, LIST, HEADING, LINKS = (
    BlockKind.PROSE,
    BlockKind.LIST,
    BlockKind.HEADING,
    BlockKind.LINKS,
)


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
_LONG = 300
"""Bytes of UTF-8 from which a line may be an article whose line breaks were lost."""
_SENTENCE = 80
"""Bytes of UTF-8 from which a line counts as a sentence or more."""
_SHORT = 45
"""Bytes of UTF-8 up to which a line without punctuation may be an entry of a menu."""
_MENU = 8
"""Lines in a row that make a menu of short entries."""

# Where a paragraph began before its line break was lost: an indent, a wide gap, or a space
# after the end of a sentence in a script that does not put spaces there.
_GAP = re.compile(
    "[ \t\u00a0\u3000]"
    "(?:[ \t\u00a0\u3000]++"
    "|(?<=[。！？…」』”’）!?)].)(?=[^\\s!-/:-@\\[-`{-~])"
    "|(?<=\u3000)(?=\\S))"
)
_ENDS = "。！？!?.…;；:：」』”’\"')）"
_ITEM = re.compile(
    r"(?:[-*+•·◆◇■□●○▪▶►»※]\s|\d{1,3}[.)、．]\s?\D|[(（]\d{1,3}[)）]"
    r"|[(（]?[一二三四五六七八九十]{1,3}[)）、．]|[①-⑳])"
)
_MARKS = frozenset("-*+•·◆◇■□●○▪▶►»※(（0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_HEADED = re.compile(r"#{1,6}\s")
_STOPS = frozenset("。！？!?；;，,…：:、.")


def split_text(text: str) -> tuple[Block, ...]:
    """Blocks of a page that came as plain text, without the white space around them.

    A line is a block; a long line is an article whose line breaks were lost, and is split where
    indents, wide gaps or a space after a CJK full stop show that a paragraph began. Lines that
    begin with a bullet or number are a list, a short line before a long one a heading, and a
    run of short lines without punctuation beside real prose a link block. Linear in the length
    of ``text``.
    """
    pieces: list[tuple[int, int]] = []
    weights: list[int] = []
    for match in _LINE.finditer(text):
        line = match[0]
        body = line.strip()
        if body:
            start = match.start() + line.find(body[0])
            weight = len(body) if body.isascii() else len(body.encode("utf-8", "surrogatepass"))
            if weight > _LONG:
                for piece in _paragraphs(text, start, start + len(body)):
                    pieces.append(piece)
                    weights.append(_weight(text[piece[0] : piece[1]]))
            else:
                pieces.append((start, start + len(body)))
                weights.append(weight)
    menus = _menus(text, pieces, weights)
    blocks = []
    last = len(pieces) - 1
    for number, (start, end) in enumerate(pieces):
        following = weights[number + 1] if number < last else 0
        if menus and menus[number]:
            kind = LINKS
        elif text[start] in _MARKS and _ITEM.match(text, start, end):
            kind = LIST
        elif (
            following > _SENTENCE
            and weights[number] <= _SENTENCE + _SHORT
            and text[end - 1] not in _ENDS
        ) or (text[start] == "#" and _HEADED.match(text, start, end)):
            kind = HEADING
        else:
            kind = PROSE
        blocks.append(Block(kind, start, end))
    return tuple(blocks)


def _weight(line: str) -> int:
    """Length in bytes of UTF-8: a Han character says as much as a few letters."""
    return len(line) if line.isascii() else len(line.encode("utf-8", "surrogatepass"))


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraphs in one long line."""
    for gap in _GAP.finditer(text, start, end):
        at, after = gap.span()
        if after - at < 4 and text[at - 1].isascii() and text[after].isascii():
            continue  # two spaces after a full stop are typists' English
        yield start, at
        start = after
    yield start, end


def _menus(
    text: str, pieces: Sequence[tuple[int, int]], weights: Sequence[int]
) -> list[bool] | None:
    """Which pieces stand in a run of menu entries; ``None`` without prose to tell them from."""
    if len(pieces) < _MENU or sum(weight for weight in weights if weight > _SENTENCE) < 3 * _LONG:
        return None
    menus = [False] * len(pieces)
    run = 0
    for number, (start, end) in enumerate(pieces):
        if weights[number] <= _SHORT and _STOPS.isdisjoint(text[start:end]):
            run += 1
        else:
            if run >= _MENU:
                menus[number - run : number] = [True] * run
            run = 0
    if run >= _MENU:
        menus[len(pieces) - run :] = [True] * run
    return menus
