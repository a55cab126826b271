"""The vocabulary of attribution: roles, claims, and the forms that are read off the text."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from features.span import Span

CJK = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
"""A letter of Chinese, Japanese or Korean."""


class Role(enum.StrEnum):
    """What a claim says its name is to the page."""

    AUTHOR = "author"
    REPORTER = "reporter"
    POSTER = "poster"
    EDITOR = "editor"
    PROOFREADER = "proofreader"
    TRANSLATOR = "translator"
    PHOTOGRAPHER = "photographer"
    OUTLET = "outlet"
    SOURCE = "source"
    REPRINT = "reprint"
    CITED = "cited"
    AGENCY = "dateline agency"
    DATELINE_PLACE = "dateline place"
    PLATFORM = "platform tail"
    PUBLISH_PLACE = "publish place"
    FEED = "feed"
    RESIDUE = "residue"
    ORIGINAL_TITLE = "original title"
    COPYRIGHT = "copyright"
    MARKED_AUTHOR = "marked author"
    META_AUTHOR = "meta author"
    LD_AUTHOR = "json-ld author"
    LD_PUBLISHER = "json-ld publisher"
    SITE_NAME = "site name"
    GIVEN_AUTHOR = "given author"
    GIVEN_SITE = "given site"

    __hash__ = str.__hash__  # that of enum runs interpreted code for every look into a table


class Claim(NamedTuple):
    """One statement of origin.

    ``name`` is the name claimed, whitespace collapsed. For a claim that stands in the text,
    ``text`` is the whole phrase as it stands (label and name) and ``start``/``end`` are its
    offsets, so ``page.text[start:end] == text``; both offsets are ``None`` for a claim made
    in the head of the document or by the input record. ``name_start``/``name_end`` bound the
    name alone.
    """

    role: Role
    name: str
    start: int | None
    end: int | None
    text: str
    name_start: int = -1
    name_end: int = -1

    @property
    def span(self) -> Span | None:
        """Where the whole phrase stands, ``None`` outside the text."""
        if self.start is None or self.end is None:
            return None
        return Span(self.start, self.end)

    @property
    def name_span(self) -> Span | None:
        """Where the name alone stands, ``None`` outside the text."""
        return None if self.name_start < 0 else Span(self.name_start, self.name_end)


class Spot(NamedTuple):
    """A trigger word found: its offsets and those of the line it stands in (bounded)."""

    text: str
    start: int
    end: int
    line_start: int
    line_end: int

    def claim(self, role: Role, start: int, name_start: int, name_end: int, end: int = -1) -> Claim:
        """A claim whose phrase runs from ``start`` to ``end`` (by default to the name's end)."""
        end = max(end, name_end)
        name = " ".join(self.text[name_start:name_end].split())
        return Claim(role, name, start, end, self.text[start:end], name_start, name_end)


@dataclass(frozen=True, slots=True)
class Source:
    """Names given together in one place: one field of the head, one line, adjoining elements.

    ``weight`` is how far the place is believed to name the authors; ``at`` its offset in the
    text, negative outside it.
    """

    role: Role
    names: tuple[str, ...]
    weight: float
    at: int


Reader = Callable[[Spot], Iterator[Claim]]


@dataclass(frozen=True, slots=True)
class Form:
    """A way of stating an origin: the words that give it away and what reads it there.

    ``read`` is called only where a trigger stands, and looks no further than the line.
    """

    triggers: tuple[str, ...]
    read: Reader
