"""Lines, paragraphs and sentences of the content, each with a key that sees no disguise.

A stretch's key hashes its normalised text (:mod:`features.text`), so that two stretches have
one key when they say the same, whatever emoji, case, width or spacing stand in between.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.page import Page, view
from features.span import Span
from features.text import normalised, text_of
from features.twins import twin_of
from features.views.characters import Mask, characters
from features.views.content import content_mask
from features.views.rolling import BASE, Rolling

_twin = twin_of(__name__)

Ints = npt.NDArray[np.intp]


class Folded(NamedTuple):
    """The visible text normalised: ``codes``, ``offsets`` into ``Page.text``, ``rolling`` hash.

    ``content``: which of them stand in content blocks, ``None`` when all do.
    """

    codes: npt.NDArray[np.uint32]
    offsets: Ints
    rolling: Rolling
    content: Mask | None


@view
def folded(page: Page) -> Folded:
    """What the page says once disguises are off, hidden blocks left out."""
    codes, offsets = normalised(page)
    end = page.visible_end
    if end < len(page.text):
        last = int(offsets.searchsorted(end))
        codes, offsets = codes[:last], offsets[:last]
    mask = content_mask(page)
    return Folded(codes, offsets, Rolling(codes), None if mask is None else mask.take(offsets))


class Stretches:
    """Stretches of text in reading order, those without a letter or digit left out.

    ``first`` and ``last`` bound each in the folded text (``last`` excluded), ``starts`` and
    ``ends`` in ``Page.text``, from its first to its last word character. ``sizes`` counts
    folded code points, ``keys`` hashes them.
    """

    __slots__ = (
        "_again",
        "_ends",
        "_keys",
        "_longest",
        "_starts",
        "_text",
        "first",
        "last",
        "sizes",
    )

    def __init__(self, text: Folded, first: Ints, last: Ints) -> None:
        self._text = text
        self.first = first
        self.last = last
        self.sizes: Ints = last - first
        self._starts: Ints | None = None
        self._ends: Ints | None = None
        self._keys: npt.NDArray[np.uint64] | None = None
        self._again: Mask | Literal[False] | None = False
        self._longest = -1

    @property
    def offsets(self) -> Ints:
        """From the folded text into ``Page.text``."""
        return self._text.offsets

    @property
    def starts(self) -> Ints:
        """Where each begins in ``Page.text``."""
        if self._starts is None:
            self._starts = self._text.offsets.take(self.first)
        return self._starts

    @property
    def ends(self) -> Ints:
        """Where each ends in ``Page.text``."""
        if self._ends is None:
            self._ends = self._text.offsets.take(self.last - 1)
            self._ends += 1
        return self._ends

    @property
    def keys(self) -> npt.NDArray[np.uint64]:
        """Equal for stretches that say the same."""
        if self._keys is None:
            if _twin:
                self._keys = _twin.keys(self._text.codes, self.first, self.last, BASE)
            else:
                self._keys = self._text.rolling.stretches(self.first, self.last)
        return self._keys

    @property
    def again(self) -> Mask | None:
        """Which say what an earlier one has said, one each; ``None`` where none does."""
        if self._again is False:
            self._again = None
            if not _twin or _twin.alike(self._text.codes, self.first, self.last):
                keys = self.keys
                if len(set(keys.tolist())) < len(keys):
                    self._again = _repeated(keys)
        return self._again

    @property
    def longest(self) -> int:
        """Folded code points of the longest; 0 where there is none."""
        if self._longest < 0:
            self._longest = max(self.sizes.tolist(), default=0)
        return self._longest

    def __len__(self) -> int:
        """How many stretches there are."""
        return len(self.first)

    def spans(self, which: npt.NDArray[np.bool_] | Ints | slice) -> list[Span]:
        """One span for each of the chosen stretches."""
        return [
            Span(start, end)
            for start, end in zip(
                self.starts[which].tolist(), self.ends[which].tolist(), strict=True
            )
        ]


def _cut(text: Folded, cuts: Ints) -> Stretches:
    """Stretches of the folded text between ``cuts`` (sorted indices, ends not included)."""
    size = len(text.codes)
    edges = np.empty(len(cuts) + 2, dtype=np.intp)
    edges[0], edges[-1] = 0, size
    edges[1:-1] = cuts
    first, last = edges[:-1], edges[1:]
    keep = last > first
    if text.content is not None and size:
        keep &= text.content.take(first, mode="clip")
    return Stretches(text, first[keep], last[keep])


@view
def _twin_cuts(page: Page) -> tuple[Stretches, Stretches, Stretches]:
    text, chars = folded(page), characters(page)
    content = None if text.content is None else text.content.view(np.uint8)
    kinds = cp.class_bits(cp.NEWLINE, cp.TERMINATOR, cp.SPACE)
    found = _twin.cuts(text.offsets, chars.codes, chars.padded, kinds, content)
    by_line = Stretches(text, *found[:2])
    parts = Stretches(text, *found[2:4])
    return by_line, by_line if len(parts) == len(by_line) else parts, Stretches(text, *found[4:])


@view
def _line_cuts(page: Page) -> Ints:
    text = folded(page)
    breaks = characters(page).positions(cp.NEWLINE)
    cuts: Ints = text.offsets.searchsorted(breaks)
    if text.content is not None and len(text.content):
        # A block may end inside a line.
        cuts = np.concatenate((cuts, (text.content[1:] != text.content[:-1]).nonzero()[0] + 1))
        cuts.sort()
    return cuts


@view
def lines(page: Page) -> Stretches:
    """The lines of the content."""
    if _twin:
        return _twin_cuts(page)[0]
    return _cut(folded(page), _line_cuts(page))


@view
def paragraphs(page: Page) -> Stretches:
    """The lines of the content, cut again where an ideographic full stop is followed by space.

    Chinese is written without spaces, so a space after a full stop is what is left of a
    paragraph break when a crawler joined the lines of an article.
    """
    if _twin:
        return _twin_cuts(page)[1]
    text, chars = folded(page), characters(page)
    if chars.count(cp.SPACE) == chars.count(cp.NEWLINE):
        return lines(page)
    stops = chars.positions(cp.TERMINATOR)
    stops = stops[chars.codes.take(stops) > 0x2000]
    if len(stops) and len(text.offsets):
        after = text.offsets.searchsorted(stops)
        inside = (after > 0) & (after < len(text.offsets))
        stops, after = stops[inside], after[inside]
        spaces = chars.positions(cp.SPACE)
        spaced = spaces.searchsorted(text.offsets.take(after)) > spaces.searchsorted(stops)
        if spaced.any():
            cuts = np.concatenate((_line_cuts(page), after[spaced]))
            cuts.sort()
            return _cut(text, cuts)
    return lines(page)


LONG = 40
"""Letters and digits that make a paragraph more than a headline."""


@view
def long_paragraphs(page: Page) -> int:
    """How many paragraphs have at least :data:`LONG` letters and digits."""
    return int(np.count_nonzero(paragraphs(page).sizes >= LONG))


@view
def sentences(page: Page) -> Stretches:
    """The sentences of the content: cut at line ends and after sentence terminators.

    A full stop of the Latin script ends a sentence only before white space.
    """
    if _twin:
        return _twin_cuts(page)[2]
    text, chars = folded(page), characters(page)
    stops = chars.positions(cp.TERMINATOR)
    if not len(stops):
        return lines(page)
    dotted = chars.codes.take(stops) == 0x2E
    if dotted.any():
        stops = stops[np.less_equal(dotted, chars.at(stops + 1, cp.SPACE))]
    cuts = np.concatenate((_line_cuts(page), text.offsets.searchsorted(stops)))
    cuts.sort()
    return _cut(text, cuts)


def tallies(page: Page, parts: Stretches, one: int, two: int) -> tuple[Ints, Ints]:
    """How many letters and digits of each stretch carry flag ``one``, how many flag ``two``."""
    text, chars = folded(page), characters(page)
    if _twin:
        kinds = cp.class_bits(one, two)
        found: tuple[Ints, Ints] = _twin.tallied(
            text.offsets, chars.padded, kinds, parts.first, parts.last
        )
        return found
    sums = np.zeros((2, len(text.offsets) + 1), dtype=np.intp)
    np.cumsum(chars.mask(one).take(text.offsets), out=sums[0, 1:])
    np.cumsum(chars.mask(two).take(text.offsets), out=sums[1, 1:])
    inside = sums[:, parts.last] - sums[:, parts.first]
    return inside[0], inside[1]


def _repeated(keys: npt.NDArray[np.uint64]) -> Mask:
    """Which keys have stood before."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    again = np.zeros(len(keys), dtype=np.bool_)
    again[order[1:][ordered[1:] == ordered[:-1]]] = True
    return again


@view
def folded_text(page: Page) -> str:
    """The folded visible text as a string; its indices are those of :func:`folded`."""
    return text_of(folded(page).codes)


def folded_span(page: Page, start: int, end: int) -> Span:
    """The stretch of ``Page.text`` that the folded range ``[start, end)`` stands at."""
    offsets = folded(page).offsets
    return Span(int(offsets[start]), int(offsets[end - 1]) + 1)
