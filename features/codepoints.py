"""Classes of code points: one flag word for each, from a generated table.

The table (``data/codepoints.npz``, made by ``data/build_codepoints.py``) is the only source of
character classes: the Unicode version of the running Python plays no part, so a page reads the
same under every interpreter. Flags are bits of one ``uint64``; a code point may carry several.
"""

from __future__ import annotations

import functools
import importlib.resources
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

LETTER = 1 << 0
"""General category L, and the ideographic zero."""
LATIN = 1 << 1
CYRILLIC = 1 << 2
GREEK = 1 << 3
ARABIC = 1 << 4
RTL = 1 << 5
"""Letters written from right to left (Arabic, Hebrew, Syriac, Thaana, N'Ko, ...)."""
INDIC = 1 << 6
"""Letters and marks of scripts that spell with joiners (Devanagari to Sinhala, Tibetan, ...)."""
UNSPACED = 1 << 7
"""Thai, Lao, Khmer, Myanmar, Tibetan and kin: written without spaces, broken at U+200B."""
HAN = 1 << 8
TRADITIONAL = 1 << 9
"""Han characters that exist only in traditional writing."""
SIMPLIFIED = 1 << 10
"""Han characters that exist only in simplified writing."""
KANA = 1 << 11
HANGUL = 1 << 12
OTHER_LETTER = 1 << 13
"""Letters of a script with no flag of its own."""
MARK = 1 << 14
"""Combining marks (general category M)."""
DIGIT = 1 << 15
"""Decimal digits of any script (general category Nd)."""
ASCII_DIGIT = 1 << 16
UPPER = 1 << 17
LOWER = 1 << 18
SPACE = 1 << 19
NEWLINE = 1 << 20
"""Line ends; they are ``SPACE`` too."""
PUNCTUATION = 1 << 21
"""General category P."""
TERMINATOR = 1 << 22
"""Ends a sentence (Sentence_Terminal), the full-width and ideographic ones included."""
ENUMERATION = 1 << 23
"""The ideographic enumeration comma and its half-width form."""
COMMA = 1 << 24
"""Commas, semicolons and colons of any script (not ``ENUMERATION``)."""
OPENING = 1 << 25
CLOSING = 1 << 26
SYMBOL = 1 << 27
"""General category S, emoji left out."""
EMOJI = 1 << 28
"""Shown as an emoji by default (Emoji_Presentation, or reserved for one)."""
PICTOGRAPH = 1 << 29
"""Extended_Pictographic, shown as text unless U+FE0F follows."""
EMOJI_PART = 1 << 30
"""Joiner, variation selector, skin tone, regional indicator, keycap, tag."""
REGIONAL = 1 << 31
INVISIBLE = 1 << 32
"""Draws nothing: Default_Ignorable_Code_Point and format controls, spaces left out."""
BIDI = 1 << 33
"""Bidi_Control; ``INVISIBLE`` too."""
CONTROL = 1 << 34
"""C0 and C1 controls other than white space, and U+FFFD."""
PRIVATE = 1 << 35
UNASSIGNED = 1 << 36
"""Unassigned, non-characters and lone surrogates."""
TONED = 1 << 37
"""Latin vowels with a pinyin tone mark."""
ENCLOSED = 1 << 38
"""Circled, parenthesised, squared and full-stop letters and numbers."""
FULLWIDTH = 1 << 39
"""Full-width ASCII letters and digits (U+FF10 to U+FF5A)."""
STYLED = 1 << 40
"""Mathematical letters and digits: bold, script, fraktur, double-struck, monospace."""
LOOKALIKE = 1 << 41
"""Cyrillic, Greek and other letters that are drawn like an ASCII letter."""
FOREIGN_DIGIT = 1 << 42
"""Signs for 0 to 9 other than ASCII and Han digits: circled, full-width, styled, raised."""
HAN_DIGIT = 1 << 43
LOUD = 1 << 44
"""Exclamation and question marks."""
COLON = 1 << 45
BRACKET = 1 << 46
"""Opening and closing brackets, quotation marks left out."""
SPLITTER = 1 << 47
"""ASCII signs that stand between two Han only by design: dots, stars, hyphens, ..."""
LATIN1_LEAD = 1 << 48
"""U+00C2 to U+00F4: what the first byte of a UTF-8 character looks like in Latin-1."""
MISREAD_HAN = 1 << 49
"""Han that stand for the commonest UTF-8 byte pairs of Chinese text read as GBK."""

BITS = 50
WORD = LETTER | MARK | DIGIT
"""What a word is made of."""
CJK = HAN | KANA | HANGUL
UNSEGMENTED = HAN | KANA | UNSPACED
"""Scripts written without spaces between words."""


SIGNS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ "
    ".:;?!%&#/_-|<>[]{}()@"
    "。…、．：（）【】"
    "$+=^`~"
    "返展完全举责编特声阅点未随关变标时地城内来源來出处典출처击授报回"
    "涓鍥瀹缃鎵鏈骞鍙鐗鏂娉鍏澶浜袩褉屑縺繧荳莠譁螳"
)
"""Characters that are classes of their own, so that :mod:`features.subjects` can tell them."""


@dataclass(frozen=True, slots=True)
class CodepointTable:
    """Every code point's class number, and the flags of each class.

    ``classes``: uint8, shape ``(0x110000,)``. ``flags``: uint64, shape ``(256,)``, indexed by
    class number. ``bits``: float64, shape ``(classes in use, BITS)``, the same flags one a column.
    """

    classes: npt.NDArray[np.uint8]
    flags: npt.NDArray[np.uint64]
    bits: npt.NDArray[np.float64]


@functools.cache
def codepoint_table() -> CodepointTable:
    """The table, read from the package's data once a process."""
    source = importlib.resources.files("features").joinpath("data", "codepoints.npz")
    with source.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        classes = np.repeat(stored["classes"], stored["lengths"])
        flags = np.zeros(256, dtype=np.uint64)
        used = len(stored["flags"])
        flags[:used] = stored["flags"]
    signs = np.array(list(map(ord, SIGNS)))
    flags[used : used + len(signs)] = flags[classes[signs]]
    classes[signs] = np.arange(used, used + len(signs))
    shifts = np.arange(BITS, dtype=np.uint64)
    bits = ((flags[: used + len(signs), None] >> shifts[None, :]) & np.uint64(1)).astype(np.float64)
    for array in (classes, flags, bits):
        array.setflags(write=False)
    return CodepointTable(classes, flags, bits)


@functools.cache
def class_translation(wanted: int) -> bytes:
    """Turn a byte string of class numbers into one of 1 (carries a flag of ``wanted``) and 0."""
    return class_members(wanted).tobytes()


@functools.cache
def class_members(wanted: int) -> npt.NDArray[np.bool_]:
    """Which class numbers carry any flag of ``wanted``: bool, shape ``(256,)``."""
    members: npt.NDArray[np.bool_] = (codepoint_table().flags & np.uint64(wanted)) != 0
    members.setflags(write=False)
    return members


@functools.cache
def class_bits(*wanted: int) -> bytes:
    """A byte for each of the 256 class numbers: bit ``i`` where it carries the ``i``th flag."""
    bits = sum(class_members(flags).astype(np.uint8) << i for i, flags in enumerate(wanted))
    return np.asarray(bits, dtype=np.uint8).tobytes()


def flags_of(character: str) -> int:
    """The flags of one character."""
    table = codepoint_table()
    return int(table.flags[table.classes[ord(character)]])


@functools.cache
def members(wanted: int) -> str:
    """All characters carrying any flag of ``wanted``, in code point order."""
    table = codepoint_table()
    found = np.flatnonzero(class_members(wanted)[table.classes])
    return "".join(map(chr, found.tolist()))


@functools.cache
def pattern_class(wanted: int) -> str:
    """The characters carrying any flag of ``wanted`` as ranges for use inside ``[...]``."""
    table = codepoint_table()
    found = np.flatnonzero(class_members(wanted)[table.classes])
    starts = found[np.flatnonzero(np.diff(found, prepend=-2) != 1)]
    ends = found[np.flatnonzero(np.diff(found, append=0x110002) != 1)]
    return "".join(
        f"\\U{start:08x}" if start == end else f"\\U{start:08x}-\\U{end:08x}"
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    )
