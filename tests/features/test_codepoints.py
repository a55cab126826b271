"""The table of code points says of known characters what Unicode and OpenCC say."""

from __future__ import annotations

import re

import numpy as np
import pytest

from features import codepoints as cp


@pytest.mark.parametrize(
    ("characters", "flags"),
    [
        ("aZ", cp.LETTER | cp.LATIN),
        ("я", cp.LETTER | cp.CYRILLIC | cp.LOWER),
        ("國東", cp.LETTER | cp.HAN | cp.TRADITIONAL),
        ("国东", cp.LETTER | cp.HAN | cp.SIMPLIFIED),
        ("かナ", cp.LETTER | cp.KANA),
        ("가", cp.LETTER | cp.HANGUL),
        ("א", cp.LETTER | cp.RTL),
        ("क", cp.LETTER | cp.INDIC),
        ("ก", cp.LETTER | cp.UNSPACED),
        ("7", cp.DIGIT | cp.ASCII_DIGIT),
        ("７", cp.DIGIT | cp.FULLWIDTH | cp.FOREIGN_DIGIT),
        ("①⑨", cp.ENCLOSED | cp.FOREIGN_DIGIT),
        ("Ⓐ", cp.ENCLOSED),
        ("，；", cp.PUNCTUATION | cp.COMMA),
        ("、", cp.PUNCTUATION | cp.ENUMERATION),
        ("。！？", cp.PUNCTUATION | cp.TERMINATOR),
        ("【", cp.PUNCTUATION | cp.OPENING),
        ("😀⭐", cp.EMOJI),
        ("❤©", cp.SYMBOL | cp.PICTOGRAPH),
        ("🇨", cp.EMOJI_PART | cp.REGIONAL),
        ("\u200d\ufe0f", cp.EMOJI_PART | cp.INVISIBLE),
        ("\u200b\u2060\u00ad", cp.INVISIBLE),
        ("\u202e", cp.INVISIBLE | cp.BIDI),
        (" \u3000", cp.SPACE),
        ("\n\u2028", cp.SPACE | cp.NEWLINE),
        ("ǎǜ", cp.LETTER | cp.LATIN | cp.LOWER | cp.TONED),
        ("\ue000", cp.PRIVATE),
        ("\ud800\U0010ffff", cp.UNASSIGNED),
        ("𝐀", cp.STYLED),
        ("аο", cp.LOOKALIKE),
    ],
)
def test_known_characters(characters: str, flags: int) -> None:
    for character in characters:
        assert cp.flags_of(character) & flags == flags, character


@pytest.mark.parametrize("character", "后干里著")
def test_characters_of_both_writings_are_neither(character: str) -> None:
    assert not cp.flags_of(character) & (cp.TRADITIONAL | cp.SIMPLIFIED)


def test_spaces_are_not_invisible_characters() -> None:
    both = cp.class_members(cp.SPACE) & cp.class_members(cp.INVISIBLE)
    assert not both.any()


def test_the_table_covers_every_code_point_and_cannot_be_changed() -> None:
    table = cp.codepoint_table()
    assert table.classes.shape == (0x110000,)
    with pytest.raises(ValueError, match="read-only"):
        table.classes[0] = 1


def test_the_bits_say_what_the_flags_say() -> None:
    table = cp.codepoint_table()
    words = (table.bits @ (2.0 ** np.arange(cp.BITS))).astype(np.uint64)
    assert (words == table.flags[: len(words)]).all()
    assert not table.flags[len(words) :].any()


def test_a_pattern_class_matches_exactly_its_members() -> None:
    pattern = re.compile(f"[{cp.pattern_class(cp.TONED)}]")
    every = "".join(map(chr, range(0x300)))
    assert "".join(pattern.findall(every)) == "".join(c for c in cp.members(cp.TONED) if c in every)
