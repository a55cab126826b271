"""Pairs of letters that words hardly hold, and how many of them a word has."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from features.twins import twin_of

_twin = twin_of(__name__)

# What follows each letter from a to z in the words of some thirty languages written in Latin
# letters, pinyin among them; any other pair stands in less than one of 6,000 places.
_FOLLOWERS = (
    "abcdefghijklmnoprstuvwxyz", "abegilorstuy", "acehijklorstuyz", "adegilmnorstuvwyz",
    "abcdefghijklmnopqrstuvwxyz", "aefgilorstuy", "aeghilnorstuy", "abeilmnorstuwy",
    "abcdefghijklmnopqrstuvwxyz", "aeiosu", "aehiklnorstuwy", "abcdefgiklmnopstuvwy",
    "abefilmnopstuy", "abcdefghijklmnoprstuvwyz", "abcdefghijklmnoprstuvwxyz", "aefhiloprstuy",
    "aiu", "abcdefghiklmnoprstuvwyz", "abcdefghiklmnopqrstuvwyz", "abcefghiklmnoprstuwyz",
    "abcdefghijklmnoprstvxyz", "aeiouw", "aehinorsuy", "aceipt", "abcdeilmnoprstuw", "aehinotuwyz",
)  # fmt: skip
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_RARE = frozenset(
    first + second
    for first, followers in zip(_ALPHABET, _FOLLOWERS, strict=True)
    for second in _ALPHABET
    if second not in followers
)


def rare_pairs(word: str) -> int:
    """How many pairs of small ASCII letters in ``word`` are rare."""
    return sum([word[at : at + 2] in _RARE for at in range(len(word) - 1)])


@functools.cache
def _rare_table() -> npt.NDArray[np.bool_]:
    """Whether the pair ``32 * first + second`` is rare; a letter is its number from 1, others 0."""
    table = np.zeros(1024, dtype=np.bool_)
    for pair in _RARE:
        table[32 * (ord(pair[0]) - 96) + ord(pair[1]) - 96] = True
    table.setflags(write=False)
    return table


@functools.cache
def _letter_numbers() -> bytes:
    """A byte of ASCII text to the number of its small letter, 0 for every other byte."""
    return bytes(byte - 96 if 97 <= byte <= 122 else 0 for byte in range(256))


@functools.cache
def _rare_bytes() -> bytes:
    return _rare_table().tobytes()


def rare_places(text: str) -> tuple[int, list[int]]:
    """How many rare pairs of small ASCII letters ``text`` has, and where they begin.

    The place of one that is alone in its run of small letters may be left out.
    """
    if _twin:
        found: tuple[int, list[int]] = _twin.rare_places(text, _rare_bytes())
        return found
    number = np.frombuffer(
        text.encode("ascii", "replace").translate(_letter_numbers()), dtype=np.uint8
    ).astype(np.int16)
    pairs = number[:-1] * np.int16(32)
    pairs += number[1:]
    places = _rare_table().take(pairs).nonzero()[0].tolist()
    return len(places), places
