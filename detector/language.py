"""The language a text is written in: by script where that settles it, else by its letters."""

from __future__ import annotations

import re

import numpy as np
from resiliparse.parse.lang import detect_fast

_SAMPLE = 2_000
"""Characters looked at: more of them no longer change the answer."""
_SURE = 420
"""Distance to the nearest profile up to which it is believed over what the page declares."""

# Bounds of scripts in units of 64 code points, and the language where a script has one.
_SCRIPTS: tuple[tuple[str, int, int, str], ...] = (
    ("latin", 0x01, 0x01, ""),
    ("latin", 0x03, 0x09, ""),
    ("greek", 0x0D, 0x0F, "el"),
    ("cyrillic", 0x10, 0x14, ""),
    ("armenian", 0x15, 0x15, "hy"),
    ("hebrew", 0x16, 0x17, ""),
    ("arabic", 0x18, 0x1D, ""),
    ("indic", 0x24, 0x37, ""),
    ("thai", 0x38, 0x39, "th"),
    ("lao", 0x3A, 0x3B, "lo"),
    ("georgian", 0x42, 0x43, "ka"),
    ("kana", 0xC1, 0xC3, ""),
    ("han", 0xD0, 0x27F, ""),
    ("hangul", 0x2B0, 0x35E, "ko"),
)
_COMMONEST = (("cyrillic", "ru"), ("arabic", "ar"), ("hebrew", "he"), ("indic", "hi"))
"""The most written language of a script, for texts too short for statistics."""

_TAG = re.compile(r"\A\s{0,8}([A-Za-z]{2,3})(?=$|[\s_;,-])")
_SAME = {"iw": "he", "in": "id", "ji": "yi", "cmn": "zh", "jp": "ja", "kr": "ko", "cn": "zh",
         "nb": "no", "nn": "no", "ua": "uk", "cz": "cs", "gr": "el"}  # fmt: skip


def language(text: str, declared: str | None = None) -> str | None:
    """Two- or three-letter code of the language of ``text``; ``None`` if it has no letters.

    Japanese, Korean, Chinese and other languages with a script to themselves are told by their
    characters, so that a headline suffices; the rest by letter statistics. ``declared`` (a tag
    such as ``de-AT``) decides only where the statistics are weak.
    """
    sample = text[:_SAMPLE]
    counts = _scripts(sample)
    letters = sum(counts.values())
    stated = primary_tag(declared)
    if not letters:
        return stated
    han, kana = counts["han"], counts["kana"]
    if kana >= 2 and kana * 8 > han and (han + kana) * 3 > letters:
        return "ja"
    if counts["hangul"] * 3 > letters:
        return "ko"
    if han * 4 > letters:  # a Han character says about as much as four letters
        return "zh"
    for name, _, _, only in _SCRIPTS:
        if only and counts[name] * 2 > letters:
            return only
    found, distance = detect_fast(sample)
    if stated and (found == "unknown" or distance > _SURE):
        return stated
    if found == "unknown":
        return next((code for name, code in _COMMONEST if counts[name] * 2 > letters), None)
    return _SAME.get(found, found)


def primary_tag(tag: str | None) -> str | None:
    """The language of a tag such as ``zh-CN`` or ``en_US`` in lower case; ``None`` if none."""
    match = _TAG.match(tag) if tag else None
    if match is None:
        return None
    code = match[1].lower()
    return _SAME.get(code, code)


_FIRST = np.array([first for _, first, _, _ in _SCRIPTS])
_LAST = np.array([last + 1 for _, _, last, _ in _SCRIPTS])


def _scripts(text: str) -> dict[str, int]:
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype="<u4")
    rows = np.bincount(np.minimum(codes >> 6, 1023).astype(np.intp), minlength=1024)
    sums = np.concatenate(([0], np.cumsum(rows)))
    counts: dict[str, int] = {}
    for (name, _, _, _), count in zip(_SCRIPTS, (sums[_LAST] - sums[_FIRST]).tolist(), strict=True):
        counts[name] = counts.get(name, 0) + count
    return counts
