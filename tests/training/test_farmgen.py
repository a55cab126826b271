from __future__ import annotations

import pytest

from detector.reading import read_page
from training.farmgen.generate import article_of, corpus, twins, written
from training.farmgen.phrases import STRESS, TRAIN
from training.farmgen.tricks import COMBINATIONS, TRICKS, Helpers

ZH = "".join(
    f"第{n}座水库的管理员在清晨记录了水位。他说今年的雨水比往年多，下游的村庄已经提前加固了堤坝。"
    "工程队带来了新的测量仪器，并且教会了三名年轻人使用。\n"
    for n in "一二三四五六"
)
EN = "".join(
    f"The keeper of reservoir number {n} wrote down the level at dawn. He said that the rain had "
    "been heavier than usual, and that the people downstream had raised the bank early. A crew "
    "brought new gauges and taught three apprentices how to read them.\n"
    for n in range(6)
)


@pytest.fixture(scope="module")
def articles():
    found = [
        article_of(
            id=f"zh{n}", title=f"水库管理员的第{n}天", text=ZH[n * 7 :], lang="zh", group=f"zh{n}"
        )
        for n in range(6)
    ] + [
        article_of(
            id=f"en{n}", title=f"Day {n} at the dam", text=EN[n * 9 :], lang="en", group=f"en{n}"
        )
        for n in range(6)
    ]
    return [article for article in found if article is not None]


def helpers(articles, lang: str) -> Helpers:
    same = tuple(a for a in articles if a.lang == lang)
    other = next(a for a in articles if a.lang != lang)
    return Helpers(same[1:], other)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(TRICKS))
def test_every_trick_changes_the_farm_page_and_leaves_its_twin_alone(articles, name, lang):
    if TRICKS[name].languages and lang not in TRICKS[name].languages:
        pytest.skip("this trick is not played in this language")
    article = next(a for a in articles if a.lang == lang)
    farm, honest = twins(article, [name], 1.0, helpers(articles, lang), cast=TRAIN, seed="t")
    _, untouched = twins(article, [], 1.0, helpers(articles, lang), cast=TRAIN, seed="t")
    assert farm != honest
    assert honest == untouched


def test_the_same_seed_makes_the_same_pages(articles):
    def made(seed: int) -> list[str]:
        return [
            (m.record.text or str(m.record.html)) for m in corpus(articles, pairs=30, seed=seed)
        ]

    assert made(1) == made(1)
    assert made(1) != made(2)


def test_pairs_stay_in_one_group_and_tricks_left_out_stay_out(articles):
    pages = list(corpus(articles, pairs=80, seed=3, without=("emoji_rhythm",)))
    assert {page.farm for page in pages} == {True, False}
    assert sum(page.farm for page in pages) * 2 == len(pages)
    assert all("emoji_rhythm" not in page.tricks for page in pages)
    assert {page.group for page in pages} <= {article.group for article in articles}


def test_tricks_of_markup_are_only_written_as_html(articles):
    made = list(
        written(
            articles[0],
            ["entity_encoding"],
            1.0,
            helpers(articles, "zh"),
            cast=TRAIN,
            seed="x",
            source="t",
        )
    )
    assert {page.form for page in made} == {"html"}
    assert len(made) == 2


@pytest.mark.parametrize("name", sorted(COMBINATIONS))
def test_every_combination_can_be_read_back(articles, name):
    article = articles[0]
    for page in written(article, COMBINATIONS[name], 1.0, helpers(articles, "zh"), cast=STRESS,
                        seed="x", source="t"):  # fmt: skip
        assert len(read_page(page.record).text) > 20


def test_strength_adds_more_of_a_trick(articles):
    def emoji(strength: float) -> int:
        farm, _ = twins(
            articles[0], ["emoji_scatter"], strength, helpers(articles, "zh"), cast=TRAIN, seed="s"
        )
        return sum(char in TRAIN.emoji for char in farm.body)

    assert emoji(0.2) < emoji(1.5)


def test_training_and_stress_share_no_names():
    for field in ("brand_heads", "latin_brands", "outlets", "people", "latin_people"):
        assert not set(getattr(TRAIN, field)) & set(getattr(STRESS, field)), field
    assert not set(TRAIN.emoji) & set(STRESS.emoji)


def test_a_text_too_short_to_carry_a_trick_is_no_article():
    assert article_of(id="x", title=None, text="短。", lang="zh", group="x") is None
