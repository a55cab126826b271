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

    __hash__ = str.__hash__  # that of enum runs interpreted code for every look into a table


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


_BREAK = re.compile("[\r\n\u2028\u2029]")
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
_MARKS = frozenset("#-*+•·◆◇■□●○▪▶►»※(（0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_HEADED = re.compile(r"#{1,6}\s")
_STOP = re.compile("[。！？!?；;，,…：:、.]")


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
    at = 0
    for line in _BREAK.split(text) if _oddly_broken(text) else text.split("\n"):
        body = line.strip()
        if body:
            size = len(body)
            start = at if size == len(line) else at + line.find(body[0])
            plain = body.isascii()
            weight = size if plain else len(body.encode("utf-8", "surrogatepass"))
            if weight > _LONG and _may_part(body, plain):
                parts = list(_paragraphs(text, start, start + size))
                pieces += parts
                weights += [_weight(text[begin:end]) for begin, end in parts]
            else:
                pieces.append((start, start + size))
                weights.append(weight)
        at += len(line) + 1
    kinds: list[BlockKind] = [PROSE] * len(pieces)
    for number, weight in enumerate(weights):
        if (
            weight > _SENTENCE
            and number
            and weights[number - 1] <= _SENTENCE + _SHORT
            and text[pieces[number - 1][1] - 1] not in _ENDS
        ):
            kinds[number - 1] = HEADING
    for number, (start, end) in enumerate(pieces):
        if text[start] in _MARKS:
            if _ITEM.match(text, start, end):
                kinds[number] = LIST
            elif text[start] == "#" and _HEADED.match(text, start, end):
                kinds[number] = HEADING
    for begin, end in _menus(text, pieces, weights):
        kinds[begin:end] = [LINKS] * (end - begin)
    make = tuple.__new__  # a third of the time that the class takes to check its arguments
    return tuple(
        [
            make(Block, (kind, start, end, ""))
            for kind, (start, end) in zip(kinds, pieces, strict=True)
        ]
    )


def _oddly_broken(text: str) -> bool:
    """Whether lines end in anything but a line feed."""
    return "\r" in text or "\u2028" in text or "\u2029" in text


def _weight(line: str) -> int:
    """Length in bytes of UTF-8: a Han character says as much as a few letters."""
    return len(line) if line.isascii() else len(line.encode("utf-8", "surrogatepass"))


def _may_part(line: str, plain: bool) -> bool:
    """Whether :func:`_paragraphs` could find a gap; in ASCII only four spaces and more are one."""
    if plain:
        return "    " in line or "\t" in line
    return " " in line or "\u3000" in line or "\u00a0" in line or "\t" in line


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
) -> list[tuple[int, int]]:
    """Runs of pieces that are the entries of a menu; none without prose to tell them from."""
    if len(pieces) < _MENU or sum([weight for weight in weights if weight > _SENTENCE]) < 3 * _LONG:
        return []
    short = [number for number, weight in enumerate(weights) if weight <= _SHORT]
    return [
        menu
        for begin, end in _runs(short)
        for menu in _runs([n for n in range(begin, end) if not _STOP.search(text, *pieces[n])])
    ]


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of neighbouring ``numbers`` that are long enough for a menu."""
    found: list[tuple[int, int]] = []
    begin = end = -1
    for number in numbers:
        if number != end:
            if end - begin >= _MENU:
                found.append((begin, end))
            begin = number
        end = number + 1
    if end - begin >= _MENU:
        found.append((begin, end))
    return found
