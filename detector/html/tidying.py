"""Stretches of raw text to candidates: entities resolved, white space tidied, marks placed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from detector.html.content import Candidate
from detector.html.elements import DROP, PRE, TITLE
from detector.html.tokens import unescaped
from detector.html.walk import LINK_ENDS, LINK_OPENS, MARK, Walked

_UNSEEN = DROP | TITLE


class Tidied(NamedTuple):
    """Candidates in document order, and where marks stand in their text joined by line feeds."""

    candidates: list[Candidate]
    title: str | None
    places: list[int]
    """Indexed by link: start at twice the index, end after it; -1 for none."""
    hint_places: list[int]


def tidy(walked: Walked, roles: Sequence[int]) -> Tidied:
    """The text of each stretch without the white space that is not seen; ``roles`` by box."""
    candidates: list[Candidate] = []
    places = [-1] * (2 * len(walked.anchors))
    hint_places = [-1] * (2 * len(walked.hints))
    title = None
    at = 0
    for raw, box, how, marks, began in walked.stretches:
        role = roles[box]
        if role & _UNSEEN:
            if title is None and not role & DROP:
                title = " ".join(unescaped(raw).replace(MARK, "").split()) or None
            continue
        if "&" in raw:
            raw = unescaped(raw)  # noqa: PLW2901
            if MARK in raw and raw.count(MARK) != len(marks or ()):
                continue
        if marks is None:
            if role & PRE and "\n" in raw:
                for line in raw.splitlines():
                    text = " ".join(line.split())
                    if text:
                        candidates.append((text, len(text) if began else 0, how, box))
                        at += len(text) + 1
                continue
            text = " ".join(raw.split())
            linked = len(text) if began else 0
        elif (
            len(marks) == 2
            and raw[0] == MARK
            and not marks[0] & 3
            and marks[1] & 3 == LINK_ENDS
            and (bare := raw.rstrip())[-1] == MARK
        ):
            text = " ".join(bare[1:-1].split())
            linked = len(text)
            link = marks[0] >> 1
            places[link] = at if text else max(at - 1, 0)
            places[link + 1] = places[link] + linked
        else:
            text, linked = _marked(raw, marks, began, at, places, hint_places)
        if text:
            candidates.append((text, linked, how, box))
            at += len(text) + 1
    return Tidied(candidates, title, places, hint_places)


def _marked(  # noqa: PLR0912 - one pass over the pieces
    raw: str, marks: list[int], began: bool, at: int, places: list[int], hint_places: list[int]
) -> tuple[str, int]:
    """Tidy a stretch with marks: its text, how much of it is anchors; notes where marks stand."""
    pieces = raw.split(MARK)
    text = ""
    space = False
    linked = 0
    inside = began
    opened: list[int] = []
    number = 0
    for piece in pieces:
        body = " ".join(piece.split())
        if body:
            if text and (space or piece[0].isspace()):
                text += " "
            if opened:
                for mark in opened:
                    (hint_places if mark & 2 else places)[mark >> 2 << 1] = at + len(text)
                opened = []
            text += body
            if inside:
                linked += len(body)
            space = piece[-1].isspace()
        elif piece:
            space = True
        if number < len(marks):
            mark = marks[number]
            number += 1
            if mark & 1:
                if mark == LINK_ENDS or mark & 3 == LINK_ENDS:
                    inside = False
                where = hint_places if mark & 2 else places
                slot = mark >> 2 << 1
                # Without text of its own yet, the stretch before is where the element ended.
                end = at + len(text) if text else max(at - 1, 0)
                if where[slot] < 0 or where[slot] > end:
                    where[slot] = end
                    if mark - 1 in opened:
                        opened.remove(mark - 1)
                where[slot + 1] = end
            else:
                if mark & 3 == LINK_OPENS:
                    inside = True
                opened.append(mark)
    for mark in opened:
        (hint_places if mark & 2 else places)[mark >> 2 << 1] = at + len(text) + 1 if text else at
    return text, linked
