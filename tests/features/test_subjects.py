"""A signal whose subject is not on a page is not measured; measuring it would change nothing."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Fact, Kinds, Without, subject
from features.page import Link, Page
from features.subjects import Subjects, _facts, _twin, classes_of
from features.table import all_features
from features.views.characters import characters
from tests.features.test_heads import PIECES as ENDINGS
from tests.hostile_pages import PIECES, documents, pages, read
from tests.test_every_feature import SHAPES

SIGNALS = [signal for signal in all_features() if signal.subject]
ALL = Subjects([signal.subject for signal in SIGNALS])
ANY = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
pytestmark = pytest.mark.skipif(_twin is None, reason="without the twin every signal is measured")

WORDS = [
    "web", "w e b", "w.e.b", "[w][e][b]", "a1b", "1 2 3 4 5 6 7", "138-0013-8000",
    "13800138000", "①③8", "１３８00138000", "1. one", "2) two", "12、三", "（3）", "九。4. ",
    "网.络", "国*产", "paуpal", "Ａ", "𝐀", "Ⓐ", "café’s", "Ã©", "â€™", "鏄鍦", "锛", "ÀÈÌÒÙÀ",
    "Рѕ", "★", "$", "→字", "字★字", "😀", "字😀字", "a😀b", "👍🏽", "\u200b", "字\u200b字",
    "\u202e", "\ufeff", "\ue000", "\ufffd", "\x07", "{name}", "{{x}}", "{% if %}", "50%",
    "%s", "%%city%%", "<?php", "<%= x %>", "[random]", "[object Object]", "[标题]",
    "【随机】", "【公告】", "\nundefined\n", "汉(hàn)字", "汉 (han)", "汉（yǔ）", "yǔ",
    "example.com", "www.a.example", "(name.top)", "e.g. this", "U.S. law", "3.5 m", "()",
    "（", "「」", "國", "国", "、", "北京", "上海市", "的了是", "かな", "官网", "Read more…",
    "[…]", "...", "。。。", "&hellip;", "The post A appeared", "appeared first on B",
    "本文首发于", "作者：", "来源:\n时间：", "by: date:", "10:30", "2024-01-02 03:04:05",
    "2024年1月2日 03:04", "٣:٤", "bet", "The", "quick", "brown", "fox.", "我们", "今天",
    "说。", "\n", "\n", " ",
]  # fmt: skip


def check(page: Page) -> int:
    """How many signals were told to have nothing there; each would have read just that."""
    absent = ALL.absent(page)
    if absent is None:
        assert not characters(page).seen
        return 0
    for signal, skipped in zip(SIGNALS, absent, strict=True):
        assert signal.subject is not None
        if skipped:
            reading = signal.measure(page)
            assert struct.pack("d", reading.value) == struct.pack(
                "d", signal.subject.absent.value
            ), signal.name
            assert reading.evidence is None, signal.name
    return sum(absent)


@ANY
@given(pages())
def test_pages_of_text(page: Page) -> None:
    check(page)


@ANY
@given(documents())
def test_documents(html: str) -> None:
    check(read(html))


@pytest.mark.parametrize("shape", SHAPES)
def test_extreme_pages(shape: str) -> None:
    check(Page(text=SHAPES[shape], url="http://a.example/", title=SHAPES[shape][:100]))


def written(seed: int) -> Iterator[Page]:
    chance = random.Random(seed)
    # Few kinds of words a page, or every signal would have its subject on every page.
    pool = chance.sample([*WORDS, *PIECES, *ENDINGS], 6)
    for count in (1, 2, 5, 12, 40, 150):
        chosen = chance.choices(pool, k=count)
        text = "".join(word + chance.choice(("", "", " ", "\n", "字", "x")) for word in chosen)
        links = tuple(Link("http://b.example/c", 0, len(text)) for _ in range(chance.randint(0, 6)))
        title = chance.choice((None, "", " ", *pool))
        yield Page(text=text, title=title, url=chance.choice((None, "http://a.example/x")))
        yield Page(text=text, title=title, links=links)
        yield read(f"<title>{title}</title><p>{text.replace('<', '&lt;')}<div hidden>{pool[0]}")


@pytest.mark.parametrize("seed", range(150))
def test_written_pages(seed: int) -> None:
    for page in written(seed):
        check(page)


def test_each_signal_is_passed_over_on_some_pages_and_measured_on_others() -> None:
    seen: list[tuple[int, ...]] = []
    for seed in range(150):
        seen += [tuple(own) for page in written(seed) if (own := ALL.absent(page))]
    table = np.array(seen)
    never = [s.name for s, count in zip(SIGNALS, table.sum(axis=0), strict=True) if not count]
    always = [
        s.name for s, count in zip(SIGNALS, (1 - table).sum(axis=0), strict=True) if not count
    ]
    assert not never
    assert not always


def holds(page: Page, wanted: Fact | tuple[Kinds, ...]) -> bool:
    if isinstance(wanted, Fact):
        return bool(_facts(page) & wanted.value)
    row = bytes([255]) + characters(page).padded
    sets = [classes_of(kinds) for kinds in wanted]
    return any(
        all(row[at + n] in kinds for n, kinds in enumerate(sets))
        for at in range(len(row) - len(sets) + 1)
    )


@pytest.mark.parametrize("seed", range(0, 150, 5))
def test_a_subject_is_there_where_one_of_its_runs_is(seed: int) -> None:
    for page in list(written(seed))[:9]:
        absent = ALL.absent(page)
        if absent is None:
            continue
        for signal, skipped in zip(SIGNALS, absent, strict=True):
            assert signal.subject is not None
            assert bool(skipped) != any(holds(page, each) for each in signal.subject.wanted)


def test_runs_at_the_edges_and_beside_one_another() -> None:
    first = (Without(cp.WORD), "a", "b")
    subjects = [
        subject(ZERO, first),
        subject(ZERO, ("b", "a")),
        subject(NOTHING, ("b", Without(cp.WORD))),
        None,
        *[subject(ZERO, ("c",) * 60, ("d",) * n) for n in (3, 60)],
    ]
    machine = Subjects(subjects)
    assert list(machine.absent(Page(text="abba"))) == [0, 0, 1, 0, 1, 1]
    assert list(machine.absent(Page(text="ab"))) == [0, 1, 0, 0, 1, 1]
    assert list(machine.absent(Page(text="xab. ba"))) == [1, 0, 0, 0, 1, 1]
    assert list(machine.absent(Page(text="d" * 59))) == [1, 1, 1, 0, 0, 1]
    assert list(machine.absent(Page(text="c" * 60))) == [1, 1, 1, 0, 0, 0]
    assert machine.absent(Page(text=" \n")) is None


def test_what_cannot_be_told_is_refused() -> None:
    with pytest.raises(ValueError, match="class of their own"):
        classes_of(Without("一"))
    with pytest.raises(ValueError, match="1 to 64"):
        Subjects([subject(ZERO, ())])
    with pytest.raises(ValueError, match="more runs than there are bits"):
        Subjects([subject(ZERO, *[("a",) * n for n in range(60, 65)])])


def test_signs_have_classes_of_their_own() -> None:
    table = cp.codepoint_table()
    for sign in cp.SIGNS:
        assert np.count_nonzero(table.classes == table.classes[ord(sign)]) == 1
    assert int(table.classes.max()) < 255
