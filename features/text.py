"""The one normaliser: what a text says once every disguise is taken off, with a way back.

Folding takes a text to the bare letters and digits a reader takes from it: width, case,
compatibility forms and accents are undone (NFKC, case folding), traditional and regional
Chinese characters become simplified ones, look-alike letters of other scripts become Latin,
and everything else goes: emoji, symbols, punctuation (so characters in brackets stand bare),
spaces, line ends, invisible and unassigned code points. Pinyin set after a Chinese character
goes too. A folded text is for comparing, not for reading.

The table behind it (``data/fold.npz``, made by ``data/build_fold.py``) is the only source of
Unicode facts, so the result is the same under every Python.
"""

from __future__ import annotations

import functools
import importlib.resources
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from features.page import Page, view
from features.twins import twin_of
from features.views.characters import codes, indices

NORMALISER_VERSION = 1
"""Raised whenever a text may fold differently; indexes and models pin it."""

_twin = twin_of(__name__)

Codes = npt.NDArray[np.uint32]
Offsets = npt.NDArray[np.intp]

_HAN, _LATIN, _SPACE, _DIGIT, _CLOSE, _MARK, _OPEN, _TONED, _EXPAND, _JAMO = range(1, 11)
_KIND_SHIFT = 24
_SHIFT = np.uint32(_KIND_SHIFT)
_RARE = np.uint32(_OPEN << _KIND_SHIFT)
_TARGET = np.uint32(0xFFFFFF)
_LONGEST_GLOSS = 16
"""Code points after an opening bracket within which a gloss in pinyin must close."""
_LONGEST_SYLLABLE = 6
_FEW = 64
"""Brackets that are looked at one by one: for so few, arrays only take longer."""
_REACH = np.arange(1, _LONGEST_SYLLABLE + 2)
_GLOSSY_KINDS = frozenset({_LATIN, _TONED, _MARK, _SPACE, _DIGIT})
_GLOSSY = np.isin(np.arange(16), list(_GLOSSY_KINDS))

_INITIALS = [
    "b",
    "p",
    "m",
    "f",
    "d",
    "t",
    "n",
    "l",
    "g",
    "k",
    "h",
    "j",
    "q",
    "x",
    "zh",
    "ch",
    "sh",
    "r",
    "z",
    "c",
    "s",
    "y",
    "w",
]
_FINALS = [
    "a",
    "o",
    "e",
    "ai",
    "ei",
    "ao",
    "ou",
    "an",
    "en",
    "ang",
    "eng",
    "ong",
    "i",
    "ia",
    "ie",
    "iao",
    "iu",
    "ian",
    "in",
    "iang",
    "ing",
    "iong",
    "u",
    "ua",
    "uo",
    "uai",
    "ui",
    "uan",
    "un",
    "uang",
    "ue",
]


class Normalised(NamedTuple):
    """A folded text: its code points, and for each the offset of its source in the text.

    Both arrays have one entry a folded code point; ``offsets`` never falls. The folded
    range ``[i, j)`` stands at ``offsets[i] .. offsets[j - 1] + 1`` of the source.
    """

    codes: Codes
    offsets: Offsets


class _Table(NamedTuple):
    entries: Codes
    expansion_starts: npt.NDArray[np.int32]
    expansions: Codes


@functools.cache
def _table() -> _Table:
    resource = importlib.resources.files("features") / "data" / "fold.npz"
    with resource.open("rb") as file, np.load(file, allow_pickle=False) as data:
        steps, kinds = data["steps"], data["kinds"]
        targets = (np.arange(len(steps), dtype=np.int32) + steps).astype(np.uint32)
        # One entry more than the table: every code point beyond it is dropped.
        entries = np.zeros(len(steps) + 1, dtype=np.uint32)
        entries[:-1] = targets | (kinds.astype(np.uint32) << np.uint32(_KIND_SHIFT))
        return _Table(entries, data["expansion_starts"], data["expansions"])


@functools.cache
def pinyin_syllables() -> frozenset[str]:
    """Toneless pinyin syllables (a superset of those in use)."""
    spelt = {initial + final for initial in ["", *_INITIALS] for final in _FINALS}
    spelt |= {"er", "zhi", "chi", "shi", "ri", "zi", "ci", "si", "lv", "nv", "lve", "nve", "m", "n"}
    return frozenset(spelt - {"i", "u", "ia", "ua"})


@functools.cache
def _syllables() -> npt.NDArray[np.int64]:
    """The same as base-32 numbers, sorted."""
    numbers = []
    for word in pinyin_syllables():
        number = 0
        for letter in word:
            number = number * 32 + ord(letter) - 96
        numbers.append(number)
    return np.array(sorted(numbers), dtype=np.int64)


def code_points(text: str) -> Codes:
    """Return the code points of ``text``, one ``uint32`` each; lone surrogates pass through."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def text_of(points: Codes) -> str:
    """The text that folded code points are."""
    if _twin:
        text: str = _twin.text_of(points)
        return text
    return points.astype("<u4", copy=False).tobytes().decode("utf-32-le")


def fold(points: Codes | Offsets) -> Normalised:
    """Fold an array of code points. Linear in its length.

    Several texts can be folded as one array when a line feed stands between them: nothing
    is read across a line end.
    """
    table = _table()
    if _twin and points.dtype == np.uint32:
        folded = _twin.folded(points, table.entries, table.expansion_starts, table.expansions)
        if folded is not None:
            return Normalised(*folded)
    entries = table.entries.take(points, mode="clip")
    targets = entries & _TARGET
    rare = (entries >= _RARE).nonzero()[0]
    if len(rare) and not _mere_brackets(entries, rare):
        rare_kinds = entries.take(rare) >> _SHIFT
        last = rare_kinds.max()
        toned = opens = rare
        if last == _OPEN:
            toned = rare[:0]
        else:
            opens = rare[rare_kinds == _OPEN]
            toned = _behind_han(entries, rare[rare_kinds == _TONED])
        opens = _before_gloss(entries, opens)
        if len(opens) or len(toned):
            kinds = (entries >> _SHIFT).astype(np.uint8)
            if len(opens):
                targets[_bracketed(kinds, targets, opens)] = 0
            if len(toned):
                targets[_bare(kinds, entries, targets, toned)] = 0
        if last >= _EXPAND and (rare_kinds == _EXPAND).any():
            return _jamo_composed(*_expanded(targets, entries >> _SHIFT == _EXPAND, table))
        (offsets,) = (targets != 0).nonzero()
        folded = Normalised(targets.take(offsets), offsets)
        return _jamo_composed(*folded) if last == _JAMO else folded
    (offsets,) = (targets != 0).nonzero()
    return Normalised(targets.take(offsets), offsets)


def _mere_brackets(entries: Codes, rare: Offsets) -> bool:
    """Whether a few places hold nothing but opening brackets that begin no gloss."""
    if len(rare) > _FEW or max(entries.take(rare).tolist()) >= _OPEN + 1 << _KIND_SHIFT:
        return False
    following = entries.take(rare + 1, mode="clip").tolist()
    for at, entry in zip(rare.tolist(), following, strict=True):
        if entry >> _KIND_SHIFT in _GLOSSY_KINDS and at:
            before = entries.item(at - 1) >> _KIND_SHIFT
            if before in (_HAN, _SPACE) and _may_be_gloss(entries, at):
                return False
    return True


def _may_be_gloss(entries: Codes, at: int) -> bool:
    """Whether the bracket at ``at`` closes behind Latin letters and nothing but a gloss."""
    lettered = False
    for entry in entries[at + 1 : at + 1 + _LONGEST_GLOSS].tolist():
        kind = entry >> _KIND_SHIFT
        if kind not in _GLOSSY_KINDS:
            return lettered and kind == _CLOSE
        lettered = lettered or kind in (_LATIN, _TONED)
    return False


def _before_gloss(entries: Codes, opens: Offsets) -> Offsets:
    """The opening brackets that stand behind a Chinese character and before a Latin letter."""
    glossy = _GLOSSY.take(entries.take(opens + 1, mode="clip") >> _SHIFT)
    if not glossy.any():
        return opens[:0]
    opens = opens[glossy]
    return opens[_follows_han(entries, opens)]


@view
def normalised(page: Page) -> Normalised:
    """``page.text`` folded, hidden blocks included; ``offsets`` point into ``page.text``."""
    return fold(codes(page) if _twin else indices(page))


def fold_text(text: str) -> str:
    """``text`` folded, as a string: for comparing names and titles."""
    return text_of(fold(code_points(text)).codes)


def _expanded(
    targets: Codes, expanding: npt.NDArray[np.bool_], table: _Table
) -> tuple[Codes, Offsets]:
    """Put in the code points of ligatures, fractions, units and other one-to-many forms."""
    lengths = (targets != 0).astype(np.int64)
    which = targets[expanding]
    starts = table.expansion_starts
    # Expansion 0 exists, so an expanding target may be 0 and still stand for text.
    lengths[expanding] = starts[which + 1] - starts[which]
    offsets = np.repeat(np.arange(len(targets)), lengths)
    codes = targets[offsets]
    from_pool = expanding[offsets]
    firsts = np.cumsum(lengths) - lengths
    places = offsets[from_pool]
    step = np.flatnonzero(from_pool) - firsts[places]
    codes[from_pool] = table.expansions[starts[targets[places]] + step]
    return codes, offsets


def _jamo_composed(codes: Codes, offsets: Offsets) -> Normalised:
    """Join conjoining Hangul letters (a decomposed text) into syllables, as NFC does.

    Only letters that touch in the source are joined: never across a line end.
    """
    if not len(codes) or not ((codes >= 0x1100) & (codes <= 0x11FF)).any():
        return Normalised(codes, offsets)
    lead = (codes >= 0x1100) & (codes <= 0x1112)
    vowel = (codes >= 0x1161) & (codes <= 0x1175)
    tail = (codes >= 0x11A8) & (codes <= 0x11C2)
    after = np.append(codes[1:], np.uint32(0))
    touching = np.append(np.diff(offsets) == 1, [False, False])
    pairs = np.flatnonzero(lead[:-1] & vowel[1:] & touching[: len(codes) - 1])
    composed = codes.copy()
    composed[pairs] = 0xAC00 + ((codes[pairs] - 0x1100) * 21 + (after[pairs] - 0x1161)) * 28
    keep = np.ones(len(codes), dtype=np.bool_)
    keep[pairs + 1] = False
    closed = pairs[touching[pairs + 1] & tail.take(pairs + 2, mode="clip")]
    composed[closed] += codes[closed + 2] - 0x11A7
    keep[closed + 2] = False
    return Normalised(composed[keep], offsets[keep])


def _behind_han(entries: Codes, toned: Offsets) -> Offsets:
    """The toned letters within a syllable's reach of a Chinese character before them."""
    if not len(toned):
        return toned
    reach = toned[:, None] - _REACH
    near: npt.NDArray[np.bool_] = entries.take(reach, mode="clip") >> _SHIFT == _HAN
    return toned[near.any(axis=1)]


def _follows_han(entries: Codes, places: Offsets) -> npt.NDArray[np.bool_]:
    """Whether a Chinese character stands before each place, one space allowed between."""
    # Before the first place there is only itself, which is no Chinese character.
    before = entries.take(places - 1, mode="clip") >> _SHIFT
    follows: npt.NDArray[np.bool_] = before == _HAN
    spaced = before == _SPACE
    if spaced.any():
        follows |= spaced & (entries.take(places - 2, mode="clip") >> _SHIFT == _HAN)
    return follows


def _bracketed(
    kinds: npt.NDArray[np.uint8], targets: Codes, opens: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Find glosses like ``(wǒ )``: any short toned text, or one toneless syllable."""
    places = opens[:, None] + np.arange(1, _LONGEST_GLOSS + 1)
    inside = kinds.take(places, mode="clip")
    length = np.argmin(_GLOSSY[inside], axis=1)  # 0 where all of it is glossy: no end in reach
    closed = (inside[np.arange(len(opens)), length] == _CLOSE) & (opens + 1 + length < len(kinds))
    closed &= length > 0
    if not closed.any():
        return np.empty(0, dtype=np.int64)
    places, inside, length = places[closed], inside[closed], length[closed]
    within = np.arange(_LONGEST_GLOSS) < length[:, None]
    letters = ((inside == _LATIN) | (inside == _TONED)) & within
    has_tone = (((inside == _TONED) | (inside == _MARK)) & within).any(axis=1)
    spelt = _spelt(np.where(letters, targets.take(places, mode="clip"), 0))
    gloss = letters.any(axis=1) & (has_tone | _is_syllable(spelt))
    found: npt.NDArray[np.int64] = places[gloss][within[gloss]]
    return found


def _bare(
    kinds: npt.NDArray[np.uint8], entries: Codes, targets: Codes, toned: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """One toned syllable right after a Chinese character, without brackets."""
    letter = (kinds == _LATIN) | (kinds == _TONED)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], letter, [False])).view(np.int8)))
    starts, ends = edges[0::2], edges[1::2]
    runs = np.unique(np.searchsorted(starts, toned, side="right") - 1)
    starts, ends = starts[runs], ends[runs]
    fits = (ends - starts <= _LONGEST_SYLLABLE) & _follows_han(entries, starts)
    starts, ends = starts[fits], ends[fits]
    places = starts[:, None] + np.arange(_LONGEST_SYLLABLE)
    letters = np.where(places < ends[:, None], targets.take(places, mode="clip"), 0)
    chosen = _is_syllable(_spelt(letters))
    places, ends = places[chosen], ends[chosen]
    found: npt.NDArray[np.int64] = places[places < ends[:, None]]
    return found


def _spelt(letters: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Each row's letters a-z (0 = none) as one base-32 number; -1 where they are too many."""
    spelt = np.zeros(len(letters), dtype=np.int64)
    for column in letters.T.astype(np.int64):
        spelt = np.where((column > 0) & (spelt >= 0), spelt * 32 + column - 96, spelt)
        spelt[spelt >= 32**_LONGEST_SYLLABLE] = -1
    return spelt


def _is_syllable(spelt: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    known = _syllables()
    at = np.minimum(np.searchsorted(known, spelt), len(known) - 1)
    matches: npt.NDArray[np.bool_] = known[at] == spelt
    return matches
