"""Containment sketches: what they hold, alone and in batches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.copies.sketch import (
    LEAST,
    SHINGLE,
    THRESHOLD,
    reach,
    sampled_or_smallest,
    shingle_hashes,
    sketch,
    sketch_texts,
)
from features.text import code_points, fold, fold_text

MASK = (1 << 64) - 1
LONG = fold_text("".join(chr(0x4E00 + (i * i * 7 + i * 13) % 5000) for i in range(3000)))


def plain_hash(shingle: list[int]) -> int:
    """The hash by its definition, in Python integers."""
    value = 0
    for code in shingle:
        value = (value * 0x9E3779B97F4A7C15 + code) & MASK
    value ^= value >> 30
    value = value * 0xBF58476D1CE4E5B9 & MASK
    value ^= value >> 27
    value = value * 0x94D049BB133111EB & MASK
    return value ^ value >> 31


def test_hashes_follow_the_definition() -> None:
    codes = code_points("abcdefghij国产大模型")
    expected = [plain_hash(codes[n : n + SHINGLE].tolist()) for n in range(len(codes) - 7)]
    assert shingle_hashes(codes).tolist() == expected


def test_a_pinned_hash_so_that_indexes_stay_readable() -> None:
    assert hex(int(shingle_hashes(code_points("abcdefgh"))[0])) == "0xa8efbb8c01a0c770"


def by_definition(codes: list[int]) -> list[int]:
    hashes = sorted({plain_hash(codes[n : n + SHINGLE]) for n in range(len(codes) - SHINGLE + 1)})
    low = [value for value in hashes if value < int(THRESHOLD)]
    return low if len(low) >= LEAST else hashes[:LEAST]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text("ab国c", max_size=120), max_size=8))
def test_a_batch_holds_what_each_text_holds_alone(texts: list[str]) -> None:
    together = sketch_texts(texts)
    assert len(together) == len(texts)
    for number, text in enumerate(texts):
        assert together.of(number).tolist() == by_definition(fold(code_points(text)).codes.tolist())


def test_a_long_text_keeps_one_hash_in_sixteen() -> None:
    held = sketch_texts([LONG]).of(0)
    assert held.tolist() == by_definition(code_points(LONG).tolist())
    assert len(held) == pytest.approx(
        len({LONG[n : n + 8] for n in range(len(LONG) - 7)}) / 16, rel=0.25
    )


def test_texts_beyond_one_chunk_are_hashed_whole() -> None:
    text = LONG * 12  # crosses the chunks that hashing works in
    assert sketch_texts([text]).of(0).tolist() == by_definition(code_points(text).tolist())


def test_reach_says_below_what_a_sketch_is_complete() -> None:
    tiny, short, long = LONG[:10], LONG[:100], LONG
    sketches = sketch_texts([tiny, "", short, long])
    bounds = reach(*sketches).tolist()
    assert bounds[0] == bounds[1] == MASK
    assert bounds[2] == int(sketches.of(2)[-1]) + 1
    assert bounds[3] == int(THRESHOLD)
    for number, text in ((0, tiny), (2, short), (3, long)):
        every = {plain_hash(code_points(text)[n : n + 8].tolist()) for n in range(len(text) - 7)}
        below = sorted(value for value in every if value < bounds[number])
        assert sketches.of(number).tolist() == below


@pytest.mark.parametrize("size", [0, 7, 8, 40, 200, 3000])
def test_places_of_the_hashes_a_sketch_holds(size: int) -> None:
    codes = code_points(LONG[:size])
    hashes, places = sampled_or_smallest(codes)
    assert np.unique(hashes).tolist() == sketch([codes]).of(0).tolist()
    assert all(
        plain_hash(codes[place : place + 8].tolist()) == int(value)
        for value, place in zip(hashes, places, strict=True)
    )
