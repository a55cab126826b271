"""The characters of a page: code points, their classes, emoji and stray invisible characters.

Everything here looks at what a reader sees, ``page.text[:page.visible_end]``; positions are
offsets in ``page.text``.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.page import Page, view
from features.span import Span
from features.twins import twin_of

_twin = twin_of(__name__)

Codes = npt.NDArray[np.uint32]
Positions = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]


def code_array(text: str) -> Codes:
    """The code points of ``text`` as uint32, lone surrogates included."""
    if _twin:
        codes: Codes = _twin.code_array(text)
        return codes
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def how_many(text: str, wanted: str) -> int:
    """How many characters of ``text`` are one of ``wanted``, each of which stands there once."""
    if _twin:
        count: int = _twin.counted(text, _numbered(wanted))
        return count
    return sum(map(text.count, wanted))


@functools.cache
def _numbered(wanted: str) -> bytes:
    """A byte for each of the first code points: 1 for those of ``wanted``."""
    return bytes(chr(code) in wanted for code in range(max(map(ord, wanted)) + 1))


@view
def codes(page: Page) -> Codes:
    """The code points of all of ``page.text``, hidden blocks included: uint32."""
    return code_array(page.text)


@view
def indices(page: Page) -> Positions:
    """The same code points as numbers that numpy indexes with as they are: intp."""
    return codes(page).astype(np.intp)


_OUTSIDE = 255


class Characters:
    """The visible characters of one page with their classes.

    ``text`` is the visible text, ``codes`` its code points (uint32), ``padded`` their class
    numbers (bytes, see :func:`features.codepoints.codepoint_table`) with one more of a class
    without flags: what stands before the first character (index -1) and after the last (index
    ``size``). ``size`` is how many there are, ``seen`` how many of them are neither white space
    nor invisible.
    """

    __slots__ = (
        "_counts",
        "_masks",
        "_positions",
        "codes",
        "padded",
        "seen",
        "size",
        "text",
    )

    def __init__(self, text: str, codes: Codes, numbers: Positions | None = None) -> None:
        table = cp.codepoint_table()
        self.text = text
        self.codes = codes
        self.size = len(codes)
        self.padded: bytes
        self._counts: list[int]
        if _twin:
            self.padded, self._counts = _twin.classified(codes, table.classes, table.flags, cp.BITS)
        else:
            padded = np.empty(self.size + 1, dtype=np.uint8)
            classes = padded[:-1]
            table.classes.take(codes if numbers is None else numbers, out=classes, mode="clip")
            padded[-1] = _OUTSIDE
            self.padded = padded.tobytes()
            tally = np.bincount(classes, minlength=len(table.bits))
            self._counts = (tally @ table.bits).astype(np.int64).tolist()
        self._masks: dict[int, Mask] = {}
        self._positions: dict[int, Positions] = {}
        self.seen = self.size - self.count(cp.SPACE) - self.count(cp.INVISIBLE)

    def count(self, flag: int) -> int:
        """How many characters carry ``flag`` (one single flag)."""
        return self._counts[flag.bit_length() - 1]

    def mask(self, wanted: int) -> Mask:
        """Which characters carry any flag of ``wanted``: bool, one a character."""
        return self._mask(wanted)[:-1]

    def _mask(self, wanted: int) -> Mask:
        mask = self._masks.get(wanted)
        if mask is None:
            # Translating bytes is four times as fast as indexing an array with bytes.
            ones = self.padded.translate(cp.class_translation(wanted))
            mask = self._masks[wanted] = np.frombuffer(ones, dtype=np.bool_)
        return mask

    def positions(self, wanted: int) -> Positions:
        """Where characters with any flag of ``wanted`` stand, in order."""
        at = self._positions.get(wanted)
        if at is None:
            if _twin:
                at = _twin.positions(self.padded, cp.class_translation(wanted))
            else:
                at = self._mask(wanted).nonzero()[0]
            self._positions[wanted] = at
        return at

    def before(self, at: Positions, wanted: int) -> Mask:
        """Whether the character before each position carries any flag of ``wanted``."""
        if _twin:
            held: Mask = _twin.carried(at, -1, self.padded, cp.class_translation(wanted))
            return held
        return self._mask(wanted)[at - 1]

    def at(self, at: Positions, wanted: int) -> Mask:
        """Whether the character at each position does; a position may be ``size``."""
        if _twin:
            held: Mask = _twin.carried(at, 0, self.padded, cp.class_translation(wanted))
            return held
        return self._mask(wanted)[at]

    def alternate(self, wanted: int, first: int) -> bool:
        """Whether characters of ``wanted`` are by turns of ``first`` and not, and never empty.

        Not empty: something stands between every one of ``first`` and the next of ``wanted``.
        """
        if _twin:
            held: bool = _twin.alternate(self.padded, cp.class_bits(wanted, first))
            return held
        at = self.positions(wanted)
        if len(at) % 2:
            return False
        opening = self.at(at, first).tobytes() == b"\1\0" * (len(at) // 2)
        return opening and bool((at[1::2] - at[::2] > 1).all())


@view
def characters(page: Page) -> Characters:
    """The visible characters of the page."""
    end = page.visible_end
    text = page.text
    numbers = None if _twin else indices(page)[:end]
    if end == len(text):
        return Characters(text, codes(page), numbers)
    return Characters(text[:end], codes(page)[:end], numbers)


class Emoji(NamedTuple):
    """Emoji of a page: a valid sequence (joined, flagged, toned, keycapped) counts as one.

    ``starts`` and ``ends`` are offsets of each emoji, ``codes`` its first code point.
    """

    starts: Positions
    ends: Positions
    codes: Codes

    def __len__(self) -> int:
        """How many emoji there are."""
        return len(self.starts)

    def spans(self) -> list[Span]:
        """One span for every emoji."""
        return [
            Span(start, end)
            for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        ]


@functools.cache
def _emoji_pattern() -> re.Pattern[str]:
    # UTS #51, ED-15a to ED-16: flags, tag and joiner sequences, keycaps; a character that is
    # text by default needs U+FE0F or a skin tone to become an emoji.
    emoji, text = cp.pattern_class(cp.EMOJI), cp.pattern_class(cp.PICTOGRAPH)
    regional = cp.pattern_class(cp.REGIONAL)
    tone = "\U0001f3fb-\U0001f3ff"
    element = (
        f"(?:[{emoji}](?:\ufe0f|[{tone}])?|[{text}](?:\ufe0f|[{tone}])|[{regional}]{{2}}|[{tone}])"
    )
    tags = "(?:[\U000e0020-\U000e007e]{1,32}\U000e007f)?"
    # Inside a joiner sequence U+FE0F may be missing ("minimally qualified").
    joined = f"(?:\u200d(?:{element}|[{text}]))*"
    return re.compile(f"{element}{tags}{joined}|[0-9#*]\ufe0f?\u20e3")


_NONE = Emoji(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp), np.empty(0, dtype=np.uint32))


@view
def emoji(page: Page) -> Emoji:
    """The emoji a reader sees, in order."""
    chars = characters(page)
    if not (chars.count(cp.EMOJI) or chars.count(cp.EMOJI_PART)):
        return _NONE
    # Only where an emoji can begin: the pattern is slow at failing.
    begin = chars.positions(cp.EMOJI | cp.PICTOGRAPH | cp.EMOJI_PART)
    if chars.count(cp.EMOJI_PART):
        keycap = np.flatnonzero(chars.codes == 0x20E3)
        begin = np.union1d(begin, np.concatenate((keycap - 1, keycap - 2)).clip(0))
    match, text = _emoji_pattern().match, chars.text
    found = []
    last = 0
    for start in begin.tolist():
        if start >= last and (hit := match(text, start)):
            last = hit.end()
            found.append((start, last))
    if not found:
        return _NONE
    bounds = np.array(found, dtype=np.intp)
    starts = bounds[:, 0]
    return Emoji(starts, bounds[:, 1], chars.codes[starts])


@view
def invisibles(page: Page) -> Positions:
    """Where characters stand that draw nothing and have no honest work to do there.

    Honest work: inside an emoji; a joiner between letters of a script that spells with joiners
    or is cursive; a line-break opportunity beside an unspaced script; a direction mark on a
    page that has right-to-left letters; a variation selector after the ideograph or symbol it
    varies; a soft hyphen inside a Latin, Cyrillic or Greek word; a byte-order mark at the start
    of a line.
    """
    chars = characters(page)
    count = chars.count(cp.INVISIBLE)
    at = chars.positions(cp.INVISIBLE) if count else np.empty(0, dtype=np.intp)
    if not count:
        return at
    sequences = emoji(page)
    if len(sequences):
        # A sequence that holds the position starts at or before it and ends after it.
        index = np.searchsorted(sequences.starts, at, side="right") - 1
        inside = (index >= 0) & (sequences.ends[np.maximum(index, 0)] > at)
        at = at[~inside]
    code = chars.codes[at]
    joined = cp.RTL | cp.INDIC | cp.ARABIC | cp.UNSPACED
    beside = chars.before(at, joined) | chars.at(at + 1, joined)
    honest = ((code >= 0x200B) & (code <= 0x200D)) & beside
    if chars.count(cp.RTL):
        honest |= chars.mask(cp.BIDI)[at]
    selector = ((code >= 0xFE00) & (code <= 0xFE0F)) | ((code >= 0xE0100) & (code <= 0xE01EF))
    varied = cp.HAN | cp.PICTOGRAPH | cp.SYMBOL | cp.INDIC | cp.UNSPACED | cp.EMOJI
    honest |= (selector | ((code >= 0x180B) & (code <= 0x180F))) & chars.before(at, varied)
    spelt = cp.LATIN | cp.CYRILLIC | cp.GREEK
    honest |= (code == 0xAD) & chars.before(at, spelt) & chars.at(at + 1, spelt)
    honest |= (code == 0xFEFF) & ((at == 0) | chars.before(at, cp.NEWLINE))
    # Hangul fillers are letters of old Korean spelling beside other Hangul.
    filler = (code == 0x3164) | (code == 0x115F) | (code == 0x1160) | (code == 0xFFA0)
    honest |= filler & (chars.before(at, cp.HANGUL) | chars.at(at + 1, cp.HANGUL))
    return at[~honest]


def between_words(chars: Characters, starts: Positions, ends: Positions) -> Mask:
    """Which stretches ``[start, end)`` stand between two word characters."""
    return chars.before(starts, cp.WORD) & chars.at(ends, cp.WORD)


def runs(mask: Mask) -> tuple[Positions, Positions]:
    """Starts and ends of the maximal stretches where ``mask`` holds."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False]))))
    return edges[::2], edges[1::2]
