"""From walked stretches to the page: text, blocks, links, hints and facts, with offsets."""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape
import re

import numpy as np

from detector.html.content import Candidate, kinds
from detector.html.elements import Role
from detector.html.head import read_head
from detector.html.walk import HINT_ENDS, HINT_OPENS, LINK_ENDS, LINK_OPENS, MARK, Walked
from features.blocks import Block, BlockKind
from features.codepoints import LETTER, class_members, codepoint_table
from features.page import Hint, Link, Markup, Page

_NUMERIC = re.compile(r"&#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});?")
_REL = re.compile(r"\srel\s*=\s*[\"']?([^\"'>]{1,100})", re.I)
_UNSEEN = int(Role.DROP | Role.TITLE)
_CLASS_LIMIT = 5_000
_HINT_LENGTHS = {"author": 200, "date": 80}

Place = tuple[int, int]
"""A position before the blocks are ordered: index of the candidate, offset in its text."""


def assemble(source: str, size: int, walked: Walked, url: str | None) -> Page:
    """The page of a walked document; ``size`` is the length of the whole source."""
    parents, own = walked.parents, walked.own
    roles = [0] * len(own)
    for box in range(1, len(own)):
        roles[box] = roles[parents[box]] | own[box]
    candidates: list[Candidate] = []
    opens: dict[int, Place] = {}
    ends: dict[int, Place] = {}
    title = None
    for raw, box, how, marks, began in walked.stretches:
        role = roles[box]
        if role & _UNSEEN:
            if title is None and not role & Role.DROP:
                title = " ".join(unescape(raw).replace(MARK, "").split()) or None
            continue
        if "&" in raw:
            raw = unescape(raw)  # noqa: PLW2901
        if marks is None:
            if role & Role.PRE and "\n" in raw:
                for line in raw.splitlines():
                    text = " ".join(line.split())
                    if text:
                        candidates.append(Candidate(text, len(text) if began else 0, how, box))
                continue
            text = " ".join(raw.split())
            if text:
                candidates.append(Candidate(text, len(text) if began else 0, how, box))
            continue
        text, linked = _marked(raw, marks, began, len(candidates), opens, ends)
        if text:
            candidates.append(Candidate(text, linked, how, box))
    chosen = kinds(candidates, roles, walked)
    return _page(candidates, chosen, opens, ends, title, source, size, walked, url, roles)


def _marked(
    raw: str,
    marks: list[int],
    began: bool,
    index: int,
    opens: dict[int, Place],
    ends: dict[int, Place],
) -> tuple[str, int]:
    """Tidy a stretch with marks: its text, how much of it is anchors; notes where marks stand."""
    if len(marks) == 2 and raw[0] == MARK == raw[-1] and marks[0] & 3 == LINK_OPENS:
        text = " ".join(raw[1:-1].split())
        opens[marks[0]] = (index, 0)
        ends[marks[1]] = (index, len(text))
        return text, len(text)
    pieces = raw.split(MARK)
    text = ""
    space = False
    linked = 0
    inside = began
    waiting: list[int] = []
    for number, piece in enumerate(pieces):
        body = " ".join(piece.split())
        if body:
            if text and (space or piece[0].isspace()):
                text += " "
            if waiting:
                for mark in waiting:
                    opens[mark] = (index, len(text))
                waiting = []
            text += body
            if inside:
                linked += len(body)
            space = piece[-1].isspace()
        elif piece:
            space = True
        if number < len(marks):
            mark = marks[number]
            kind = mark & 3
            if kind == LINK_OPENS:
                inside = True
                waiting.append(mark)
            elif kind == HINT_OPENS:
                waiting.append(mark)
            else:
                if kind == LINK_ENDS:
                    inside = False
                if mark - 1 in waiting:
                    waiting.remove(mark - 1)
                    opens[mark - 1] = (index, len(text))
                ends[mark] = (index, len(text)) if text or not index else (index - 1, 1 << 40)
    for mark in waiting:
        opens[mark] = (index, len(text)) if text and False else (index + bool(text), 0)
    return text, linked


def _page(  # noqa: PLR0913, PLR0917
    candidates: Sequence[Candidate],
    chosen: Sequence[BlockKind],
    opens: dict[int, Place],
    ends: dict[int, Place],
    title: str | None,
    source: str,
    size: int,
    walked: Walked,
    url: str | None,
    roles: Sequence[int],
) -> Page:
    hidden_kind = BlockKind.HIDDEN
    hidden = [i for i, kind in enumerate(chosen) if kind is hidden_kind]
    order = range(len(candidates))
    if hidden:
        order = [i for i, kind in enumerate(chosen) if kind is not hidden_kind] + hidden
    starts = [0] * (len(candidates) + 1)
    blocks = []
    headings = []
    at = 0
    for i in order:
        text, _, how, box = candidates[i]
        end = at + len(text)
        blocks.append(Block(chosen[i], at, end, how))
        starts[i] = at
        at = end + 1
        if roles[box] & Role.H1:
            headings.append(text)
    text = "\n".join([candidates[i][0] for i in order])
    starts[-1] = len(text)
    concealed = set(hidden)

    def bounds(mark: int) -> tuple[int, int, bool]:
        first, offset = opens.get(mark, (len(candidates), 0))
        last, stop = ends.get(mark + 1, (first, offset))
        first = min(first, len(candidates))
        start = min(starts[first] + offset, len(text))
        if last >= len(candidates):
            return start, start, first in concealed
        stop = starts[last] + min(stop, len(candidates[last].text))
        if stop < start or (first in concealed) is not (last in concealed):
            stop = start
        return start, stop, first in concealed

    links = []
    for index, (href, attributes) in enumerate(walked.anchors):
        start, stop, unseen = bounds(index << 2)
        rel = ""
        if "rel" in attributes:
            match = _REL.search(attributes)
            rel = match[1] if match else ""
        links.append(Link(unescape(href) if "&" in href else href, start, stop, rel, unseen))
    hints = []
    for index, (kind, value) in enumerate(walked.hints):
        start, stop, _ = bounds(index << 2 | HINT_OPENS)
        if stop - start <= _HINT_LENGTHS[kind.partition(":")[0]]:
            hints.append(Hint(kind, start, stop, value))
    head = read_head(source, walked.metas, walked.root)
    encoded = 0
    if "&#" in source:
        encoded = sum(unescape(m).isalpha() for m in _NUMERIC.findall(source))
    markup = Markup(
        size=size,
        elements=walked.elements,
        letters=_letters(text),
        encoded_letters=encoded,
        split_words=_split_words(source) if "<!--" in source else 0,
        headings=tuple(headings[:50]),
        classes=_classes(walked.names),
        refresh=head.refresh,
        scripts=source.count("<script"),
        images=walked.images,
        declared=head.declared,
        hints=tuple(hints),
    )
    return Page(
        text=text,
        url=url,
        title=title,
        blocks=tuple(blocks),
        links=tuple(links),
        markup=markup,
    )


def _letters(text: str) -> int:
    codes = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    return int(np.count_nonzero(class_members(LETTER)[codepoint_table().classes[codes]]))


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


_CLASS = re.compile(
    r"""\bclass\s{0,5}=\s{0,5}(?:"([^"]{1,500})|'([^']{1,500})|([^\s"'>]{1,200}))"""
)


def _classes(attributes: set[str]) -> tuple[str, ...]:
    """Distinct class names, in order of their spelling."""
    found: set[str] = set()
    return tuple(sorted(found)[:_CLASS_LIMIT])
