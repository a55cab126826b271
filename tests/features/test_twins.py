"""What is compiled reads to the last bit what the plain Python beside it reads."""

from __future__ import annotations

import importlib
import pkgutil
import random
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from unittest import mock

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import features
from features.blocks import Block, BlockKind
from features.extractors.stuffing.random_words import random_words
from features.page import Page
from features.places import gazetteer
from features.search import Lists
from features.table import all_features, measure
from features.text import fold, fold_text
from features.views import function_words, inserted, ngrams
from features.views.characters import code_array
from features.views.places import places
from features.views.wordlists import _lists
from tests.hostile_pages import PIECES, documents, pages, read, texts
from tests.test_every_feature import SHAPES

SIGNALS = all_features()
MODULES: list[ModuleType] = [
    module
    for info in pkgutil.walk_packages(features.__path__, "features.")
    if not info.name.rpartition(".")[2].startswith("_") and "extractors" not in info.name
    for module in [importlib.import_module(info.name)]
    if hasattr(module, "_twin")
]
MISSING = [module.__name__ for module in MODULES if module._twin is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"no compiled twin of {', '.join(MISSING)}")
ANY = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))

Seen = list[tuple[str, bytes, list[tuple[int, int]] | None]]


@contextmanager
def plain() -> Iterator[None]:
    """Without the twins."""
    patches = [mock.patch.object(module, "_twin", None) for module in MODULES]
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()


def seen(page: Page) -> Seen:
    """Every signal's value, to the bit, and its evidence."""
    page.forget()
    return [
        (
            signal.name,
            struct.pack("d", reading.value),
            None if reading.evidence is None else [tuple(span) for span in reading.evidence()],
        )
        for signal, reading in zip(SIGNALS, measure(page), strict=True)
    ]


def agree(page: Page) -> None:
    quick = seen(page)
    with plain():
        assert seen(page) == quick


def test_every_twin_is_known_here() -> None:
    assert len(MODULES) >= 10


@ANY
@given(pages())
def test_pages_of_text(page: Page) -> None:
    agree(page)


@ANY
@given(documents())
def test_documents(html: str) -> None:
    agree(read(html))


@pytest.mark.parametrize("shape", SHAPES)
def test_extreme_pages(shape: str) -> None:
    agree(Page(text=SHAPES[shape], url="http://a.example/", title=SHAPES[shape][:100]))


@pytest.mark.parametrize("seed", range(40))
def test_long_pages_that_repeat_themselves(seed: int) -> None:
    chance = random.Random(seed)
    pool = ["".join(chance.choices(PIECES, k=chance.randint(1, 30))) for _ in range(12)]
    ends = ["\n", "。\n", "。 ", ". ", " ", "…\n", "\n• "]
    text = "".join(chance.choice(pool) + chance.choice(ends) for _ in range(120))
    agree(Page(text=text, title=pool[0], url="http://a.example/x"))
    agree(read("<p>" + "</p><ul><li>".join(text.split("\n")) + "<div hidden>" + pool[1]))


@ANY
@given(
    texts,
    st.sampled_from(
        [
            "",
            "™½",
            "é",
            "(AP)",
            " (wo)",
            "㏕\u1161",
            "(wǒ)",
            "我(wo)",
            "我（hàn yǔ）",
            "我wǒ",
            "ﬁ½",
            "\u1112\u1161",
        ]
    ),
)
def test_folding(text: str, odd: str) -> None:
    together = text[: len(text) // 2] + odd + text[len(text) // 2 :]
    quick = fold(code_array(together))
    with plain():
        slow = fold(code_array(together))
    assert quick.codes.tolist() == slow.codes.tolist()
    assert quick.offsets.tolist() == slow.offsets.tolist()
    assert quick.codes.dtype == slow.codes.dtype
    assert fold_text(together) == slow.codes.astype("<u4").tobytes().decode("utf-32-le")


@ANY
@given(st.randoms(use_true_random=False), texts)
def test_names_of_places(chance: random.Random, noise: str) -> None:
    known = gazetteer()
    names = [chance.choice(known.names) for _ in range(12)]
    cut = [name[: chance.randint(1, len(name))] for name in names]
    pieces = names + cut + [noise, "\ud800", "?"]
    chance.shuffle(pieces)
    text = "".join(pieces)
    with plain():
        slow = known.search.find(text)
    assert known.search._quick.leftmost(text) == slow
    assert known.search.find(text) == slow


LETTERS = [
    "a",
    "A",
    "k",
    "K",
    "\u212a",
    "i",
    "I",
    "\u0130",
    "?",
    "\ud800",
    "\x00",
    "字",
    "\U0001f600",
    " ",
]
HOSTILE = ["", "\x00", "\ud800", "?" * 9, "a" * 1_000_000, "\u212a" * 70_000, "字" * 300_000]


def strings(chance: random.Random, letters: list[str], count: int) -> list[tuple[str, int]]:
    return [
        ("".join(chance.choices(letters, k=chance.choice((1, 2, 3, 4, 6, 7, 9)))), number)
        for number in range(count)
    ]


def both(lists: Lists, text: str, seen: int) -> None:
    quick = lists.find(text, seen)
    with plain():
        assert lists.find(text, seen) == quick


@pytest.mark.parametrize("seed", range(60))
def test_lists_of_strings(seed: int) -> None:
    chance = random.Random(seed)
    exact = [letter for letter in LETTERS if not "\ud800" <= letter <= "\udfff"]
    lists = Lists(
        [strings(chance, exact, chance.randint(0, 12)) for _ in range(chance.randint(2, 4))],
        strings(chance, ["a", "k", "i", "?", " "], chance.randint(0, 4)),
        strings(chance, ["a", "k", "i", "?", " "], chance.randint(0, 9)),
    )
    for _ in range(40):
        text = "".join(chance.choices(LETTERS, k=chance.choice((0, 1, 5, 40, 200))))
        both(lists, text, chance.randint(0, len(text)))
    for text in HOSTILE:
        both(lists, text[:20_000], len(text))


@ANY
@given(st.randoms(use_true_random=False), texts)
def test_word_lists(chance: random.Random, noise: str) -> None:
    known = [word for strings in _lists()._lists for word, _ in strings]
    known += [word for word, _ in (*_lists()._small, *_lists()._words)]
    words = chance.sample(known, 12)
    cut = [word[: chance.randint(1, len(word))] for word in words]
    loud = [word.upper() for word in words] + [word.replace("k", "\u212a") for word in words]
    pieces = [*words, *cut, *loud, noise, " ", "x", "\ud800", "?"]
    chance.shuffle(pieces)
    text = "".join(pieces)
    both(_lists(), text, chance.randint(0, len(text)))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_word_lists_and_places_in_hostile_text(text: str) -> None:
    both(_lists(), text, len(text))
    page = Page(text)
    quick = [column.tolist() for column in places(page)]
    with plain():
        page.forget()
        assert [column.tolist() for column in places(page)] == quick


@ANY
@given(st.randoms(use_true_random=False), texts)
def test_little_words(chance: random.Random, noise: str) -> None:
    words = chance.sample(sorted(function_words.function_words()), 9)
    spaces = [" ", "\n", "\x1f", "\x00", "\x85", "\u2028", "\u3000", "é", "\ud800"]
    text = "".join(chance.choice([*words, noise]) + chance.choice(spaces) for _ in range(20))
    quick = function_words.little_words_in(text)
    assert len(quick) == len(set(quick))
    with plain():
        assert set(function_words.little_words_in(text)) == set(quick)


@ANY
@given(pages())
def test_signs_between_letters(page: Page) -> None:
    quick = inserted.cuts(page), inserted.odd_marks(page)
    with plain():
        page.forget()
        assert (inserted.cuts(page), inserted.odd_marks(page)) == quick


def test_blocks_without_characters_are_no_scraps_of_their_own() -> None:
    blocks = tuple(Block(BlockKind.PROSE, at, at) for at in (0, 0, 1, 2, 3, 3, 3))
    for text in ("abc", "ab."):
        for known in (blocks, (*blocks, Block(BlockKind.PROSE, 0, 3))):
            agree(Page(text, blocks=known))


@pytest.mark.parametrize("count", [0, 1, 4, 5, 48, 49, 300, 20_000])
@pytest.mark.parametrize("kinds", [1, 7, 200, 1 << 60])
def test_runs_and_passages(count: int, kinds: int) -> None:
    ids = np.random.default_rng(count).integers(0, kinds, count).astype(np.uint64)
    for length, keys in ((1, ids), (2, ids[:-1] * ngrams._PAIR + ids[1:])):
        first, counts = ngrams._twin.runs(ids, length)
        slow = ngrams.counted(keys)
        assert first.tolist() == slow.first.tolist()
        assert counts.tolist() == slow.counts.tolist()


@ANY
@given(
    st.lists(st.sampled_from(["qk", "jx", "zv", "a", "e", "t", " ", "A", "é", "字"]), max_size=60)
)
def test_words_of_random_letters(pieces: list[str]) -> None:
    # Few rare pairs, alone or several in a word.
    page = Page(text="".join(pieces))
    quick = random_words(page)
    with plain():
        page.forget()
        slow = random_words(page)
    assert struct.pack("d", quick.value) == struct.pack("d", slow.value)
    spans = [None if r.evidence is None else r.evidence() for r in (quick, slow)]
    assert spans[0] == spans[1]


def test_values_made_to_collide_fare_alike() -> None:
    # Multiples of this number's inverse share the upper bits, hence the slot, of the first round.
    inverse = pow(int(ngrams._FACTOR), -1, 1 << 64)
    ids = np.array([n * inverse % (1 << 64) for n in range(2_000)] * 2, dtype=np.uint64)
    first, _ = ngrams._twin.runs(ids, 1)
    assert first.tolist() == ngrams.first_occurrences(ids).tolist()


def test_what_does_not_belong_together_is_refused() -> None:
    views = {module.__name__.rpartition(".")[2]: module._twin for module in MODULES}
    one, two = np.zeros(1, dtype=np.intp), np.zeros(2, dtype=np.intp)
    codes, ids = np.zeros(2, dtype=np.uint32), np.zeros(2, dtype=np.uint64)
    table = bytes(256)
    refused = [
        lambda: views["stretches"].cuts(two, codes, b"", table, None),
        lambda: views["stretches"].keys(codes, one, two, 3),
        lambda: views["stretches"].tallied(two + 9, b"ab", table, one, one),
        lambda: views["words"].words(codes, one, b"ab", table, None, 9, 3),
        lambda: views["line_shapes"].shapes(two, codes, b"ab", table),
        lambda: views["line_shapes"].figures(one, one, one, codes, b"abc", table, 30, 9.0),
        lambda: views["ngrams"].letters_covered(one, one + 9, two, 1),
        lambda: views["overlaps"].paired(one, one + 9, one, one, one, two),
        lambda: views["overlaps"].greatest(one, one, one, one, one, two, two, 40),
        lambda: views["digits"].joined(two + 9, b"ab", table, 7, 24),
        lambda: views["topics"].counted(codes, None, one, two, 150, 64, 3, 9),
        lambda: views["characters"].classified(codes, codes.view(np.uint8)[:0], ids, 50),
        lambda: views["text"].folded(codes, codes[:0], np.zeros(1, dtype=np.int32), codes),
        lambda: views["search"].Lists([()], (), ()),
        lambda: views["search"].Strings(("",)),
        lambda: views["search"].Strings(("ab",)).whole("ab", b"", b"abc", table),
        lambda: views["search"].Strings(("ab",)).whole("ab", b"a", b"ab", table),
        lambda: views["places"].runs(one, two, 3),
        lambda: views["places"].numbers(one, two),
        lambda: views["inserted"].cuts("ab", b"ab", table, frozenset()),
        lambda: views["inserted"].odd_marks("ab", b"abc", b"", frozenset()),
        lambda: views["content"].without_scraps("a", ((0, 0, 9, ""),) * 6, 1, 16, 6, frozenset()),
        lambda: views["content"].without_scraps("a", ((0,),) * 6, 1, 16, 6, frozenset()),
        lambda: views["function_words"].Words(["a" * 16]),
        lambda: views["characters"].alternate(b"ab", b""),
        lambda: views["text"].text_of(codes + 0x110000),
        lambda: views["stretches"].alike(codes, one, one),
    ]
    for call in refused:
        with pytest.raises(ValueError):  # noqa: PT011 - each has words of its own
            call()
