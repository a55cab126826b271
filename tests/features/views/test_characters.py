"""Emoji are whole sequences; invisible characters that do honest work are left alone."""

from __future__ import annotations

import numpy as np
import pytest

from features import codepoints as cp
from features.blocks import Block, BlockKind
from features.page import Page
from features.views.characters import between_words, characters, codes, emoji, invisibles, runs


@pytest.mark.parametrize(
    "sequence",
    [
        "😀",
        "👍🏽",
        "❤️",
        "👨‍👩‍👧‍👦",
        "🇨🇳",
        "1️⃣",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "❤️‍🔥",
    ],
)
def test_a_sequence_is_one_emoji(sequence: str) -> None:
    page = Page(text=f"前{sequence}后")
    assert [span.of(page.text) for span in emoji(page).spans()] == [sequence]
    assert len(invisibles(page)) == 0


def test_neighbouring_emoji_are_counted_one_by_one() -> None:
    assert len(emoji(Page(text="😀😀🇨🇳🇯🇵"))) == 4


@pytest.mark.parametrize("text", ["© 2024 ™", "12 # *", "❤ ☆ ★", "🇨"])
def test_text_symbols_are_not_emoji(text: str) -> None:
    assert len(emoji(Page(text=text))) == 0


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",  # Persian non-joiner
        "क्\u200dष",  # Devanagari joiner
        "ภาษา\u200bไทย",  # Thai line break
        "שלום\u200e abc",  # direction mark
        "葛\U000e0100城",  # ideographic variation
        "Donau\u00addampf",  # hyphenation
        "\ufeff头\n\ufeff行",  # byte-order marks
    ],
)
def test_honest_invisible_characters(text: str) -> None:
    assert len(invisibles(Page(text=text))) == 0


@pytest.mark.parametrize(
    ("text", "where"),
    [("中\u200b国", 1), ("ca\u200dsino", 2), ("a\u2060b", 1), ("博\u00ad彩", 1), ("ab\ufe0f", 2)],
)
def test_stray_invisible_characters(text: str, where: int) -> None:
    assert invisibles(Page(text=text)).tolist() == [where]


def test_hidden_blocks_are_in_the_codes_but_not_among_the_visible_characters() -> None:
    blocks = (Block(BlockKind.PROSE, 0, 2), Block(BlockKind.HIDDEN, 3, 5, "display"))
    page = Page(text="ab\nc😀", blocks=blocks)
    assert len(codes(page)) == 5
    assert characters(page).text == "ab\n"
    assert len(emoji(page)) == 0


def test_counts_agree_with_masks_on_lone_surrogates_and_everything_else() -> None:
    chars = characters(Page(text="Aя国國か가1①。、 \ud800\udfff\ue000😀\u200b\n"))
    for bit in range(cp.BITS):
        assert chars.count(1 << bit) == int(chars.mask(1 << bit).sum())


def test_between_words() -> None:
    page = Page(text="a😀b 😀c")
    found = emoji(page)
    assert between_words(characters(page), found.starts, found.ends).tolist() == [True, False]


def test_runs() -> None:
    starts, ends = runs(np.array([True, True, False, True]))
    assert (starts.tolist(), ends.tolist()) == ([0, 3], [2, 4])
