"""Stuffing and the classical content figures, each on a page small enough to count by hand."""

from __future__ import annotations

import math

import pytest

from features.blocks import Block, BlockKind
from features.page import Markup, Page
from features.table import feature_named


def value(name: str, text: str, **fields: object) -> float:
    return feature_named(name).measure(Page(text=text, **fields)).value  # type: ignore[arg-type]


def quotes(name: str, text: str, **fields: object) -> list[str]:
    reading = feature_named(name).measure(Page(text=text, **fields))  # type: ignore[arg-type]
    assert reading.evidence is not None
    return [span.of(text) for span in reading.evidence()]


PROSE = (
    "入秋以后，山里的柿子一天红过一天。老人们把竹竿接长，站在坡上慢慢地打，孩子们在下面张开旧床单。"
    "打下来的柿子有的摔裂了，就当场分着吃；完好的挑回家去，削皮、穿线，挂在屋檐下晒成柿饼。"
)
ENGLISH = (
    "In the fall the persimmons on the hill turn a little redder each day, and the old men tie two "
    "poles together to reach the top of the tree while the children hold a sheet below. What "
    "splits is eaten on the spot, and what is whole goes home to be peeled and hung to dry."
)


def test_lengths() -> None:
    assert value("word_count", "one two three") == 2
    assert value("word_count", "山里的") == 2
    assert math.isnan(value("word_count", "..."))
    assert value("title_length", "x", title="《柿子红》a") == 3
    assert math.isnan(value("title_length", "x"))
    assert value("mean_word_length", "ab abcd " * 15) == 3
    assert math.isnan(value("mean_word_length", PROSE))


def test_what_stands_only_in_furniture_is_no_content() -> None:
    text = "home news sport\none two three"
    blocks = (Block(BlockKind.FURNITURE, 0, 15), Block(BlockKind.PROSE, 16, 29))
    assert value("word_count", text, blocks=blocks) == 2


def test_visible_share() -> None:
    assert value("visible_share", "four", markup=Markup(size=16, elements=1)) == 0.25
    assert math.isnan(value("visible_share", "four"))


def test_compressibility() -> None:
    assert value("compressibility", PROSE * 20) > 5
    assert value("compressibility", PROSE * 2 + ENGLISH) < 2
    assert math.isnan(value("compressibility", "short"))


def test_entropies() -> None:
    two = "ja nein " * 50
    assert value("word_entropy", two) == pytest.approx(math.log(2))
    different = " ".join(f"w{n}" for n in range(80))
    assert value("word_entropy", different) == pytest.approx(math.log(80))
    assert value("trigram_novelty", different) == 1
    assert value("trigram_novelty", two) < 0.2
    assert value("type_token_ratio", different) == 1
    assert value("type_token_ratio", two) == pytest.approx(math.log(2) / math.log(100))


def test_top_word_share() -> None:
    text = ENGLISH + " casino" * 10
    assert value("top_word_share", text) == pytest.approx(10 / (len(ENGLISH.split()) + 10))
    assert quotes("top_word_share", text) == ["casino"] * 10
    chinese = PROSE + "开锁" * 30
    assert value("top_word_share", chinese) > 0.3
    assert quotes("top_word_share", chinese)[0] == "开锁"
    assert value("top_word_share", ENGLISH) < 0.05


def test_phrase_chain() -> None:
    text = "".join(
        f"{head}都说精密轴承厂好。"
        for head in ("老王去年来过", "邻居每天经过", "客人常常问起", "学生也来参观", "司机绕路来看")
    )
    assert value("phrase_chain", text) == 1
    assert set(quotes("phrase_chain", text)) <= {
        "都说精密轴",
        "说精密轴承",
        "精密轴承厂",
        "密轴承厂好",
    }
    assert value("phrase_chain", PROSE + ENGLISH.replace(". ", "。")) == 0


def test_title_terms() -> None:
    title = "柿饼批发,柿饼价格_山货网"
    text = PROSE * 3 + "柿饼批发" * 20
    letters = sum(c.isalnum() for c in text)
    assert value("title_density", text, title=title) == pytest.approx(80 / letters)
    assert quotes("title_density", text, title=title) == ["柿饼批发"] * 20
    assert math.isnan(value("title_density", text))
    assert value("title_phrase_list", "x", title=title) == pytest.approx(math.log2(3))
    assert value("title_brands", "x", title=title) == 1
    assert value("title_brands", "x", title="柿子红了") == 0


def test_title_heading_overlap() -> None:
    same = Markup(size=10, elements=1, headings=("柿子红了",))
    assert value("title_heading_overlap", "x", title="柿子红了 - 山货网", markup=same) == 1
    other = Markup(size=10, elements=1, headings=("今晚开奖",))
    assert value("title_heading_overlap", "x", title="柿子红了", markup=other) == 0
    assert math.isnan(value("title_heading_overlap", "x", title="柿子红了"))


def test_year_tags() -> None:
    assert value("year_tags", "x", title="官方下载(2026上线)") == 1
    assert value("year_tags", "山货大全【2026最新版】\n正文") == 1
    assert quotes("year_tags", "山货大全【2026最新版】\n正文") == ["【2026最新版】"]
    assert value("year_tags", "x", title="回望2008年的夏天") == 0


def test_cut_sentences() -> None:
    text = f"{PROSE}\n{PROSE}联系电话13800138000\n{PROSE}"
    assert value("cut_sentences", text) == pytest.approx(1 / 3)
    assert quotes("cut_sentences", text)[0].endswith("13800138000")
    assert value("cut_sentences", PROSE) == 0


def test_language_mixing() -> None:
    assert value("language_mixing", f"{PROSE}\n{ENGLISH}") == 0
    assert value("language_mixing", f"{PROSE}{ENGLISH}") > 0.2
    assert value("language_mixing", PROSE) == 0


def test_little_words() -> None:
    assert value("function_characters", PROSE * 2) == pytest.approx(
        sum(PROSE.count(c) for c in "的了是在不和有也就着") / sum("一" <= c <= "鿿" for c in PROSE)
    )
    assert value("function_characters", "开锁换锁修锁配钥匙" * 20) == 0
    assert math.isnan(value("function_characters", ENGLISH))
    assert value("short_word_share", "an owl sat in a pine " * 10) == pytest.approx(5 / 6)
    assert math.isnan(value("short_word_share", PROSE))


def test_sentence_length_and_brackets() -> None:
    assert value("sentence_length", "ab cd ef gh. Ij kl mn op.") == 2
    assert value("bracket_tags", "【官网】好") == pytest.approx(4 / 5)
    assert quotes("bracket_tags", "【官网】好") == ["【官网】"]
    assert value("bracket_tags", PROSE) == 0


def test_title_support() -> None:
    text = PROSE * 3
    assert value("title_support", text, title="山里的柿子") == 1
    assert value("title_support", text, title="今晚开奖结果") == 0
    assert value("title_support", ENGLISH, title="Persimmons on the hill") > 0.8
    assert math.isnan(value("title_support", text))
