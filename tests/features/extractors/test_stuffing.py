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


def test_top_word_share() -> None:
    text = ENGLISH + " casino" * 10
    assert value("top_word_share", text) == pytest.approx((10 - 2) / 10)
    assert quotes("top_word_share", text) == ["casino"] * 10
    chinese = PROSE + "开锁，" * 30
    assert value("top_word_share", chinese) == pytest.approx((30 - 2) / 30)
    assert quotes("top_word_share", chinese)[0] == "开锁"
    whole_phrase = PROSE + "全城上门开锁电话，" * 30
    assert value("top_word_share", whole_phrase) > 0.9, "a long phrase has many frequent pairs"
    assert value("top_word_share", ENGLISH) == 0
    assert math.isnan(value("top_word_share", "too few words to say"))


def test_title_length() -> None:
    assert value("title_length", "x", title="《柿子红》a") == 3
    assert math.isnan(value("title_length", "x"))


def test_what_stands_only_in_furniture_is_no_content() -> None:
    menu = "gambling, " * 60
    text = f"{menu}\n{ENGLISH}"
    for kind, least, most in ((BlockKind.PROSE, 0.9, 1.0), (BlockKind.FURNITURE, 0.0, 0.0)):
        blocks = (
            Block(kind, 0, len(menu)),
            Block(BlockKind.PROSE, len(menu) + 1, len(text)),
        )
        assert least <= value("top_word_share", text, blocks=blocks) <= most


def test_title_terms() -> None:
    title = "柿饼批发,柿饼价格_山货网"
    text = PROSE * 3 + "柿饼批发" * 20
    letters = sum(c.isalnum() for c in text)
    assert value("title_density", text, title=title) == pytest.approx(80 / letters)
    assert quotes("title_density", text, title=title) == ["柿饼批发"] * 20
    assert math.isnan(value("title_density", text))
    assert value("title_phrase_list", "x", title=title) == pytest.approx(math.log2(3))


def test_title_heading_overlap() -> None:
    same = Markup(size=10, elements=1, headings=("柿子红了",))
    assert value("title_heading_overlap", "x", title="柿子红了 - 山货网", markup=same) == 1
    other = Markup(size=10, elements=1, headings=("今晚开奖",))
    assert value("title_heading_overlap", "x", title="柿子红了", markup=other) == 0
    assert math.isnan(value("title_heading_overlap", "x", title="柿子红了"))


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


def test_rows_of_words_of_random_letters() -> None:
    row = "qkzvd hjwxg fbqtm xzkcv wqpzj"
    for text in (f"今天的天气很好。{row}", f"The weather is good today. {row}"):
        assert value("random_words", text) == pytest.approx(math.log2(6))
        assert quotes("random_words", text)[0] == "qkzvd"
    for honest in (
        "The strengths of twelfths and rhythms, Schifffahrt und Angstschweiss, zhuang qiong xue.",
        "Wszczęto postępowanie, przedsiębiorca źdźbło trzy. Zmrzl v prst, čtvrthrst.",
        "HTTP GET URL https://www.example.com/a1b2c3 PDF",
    ):
        assert value("random_words", honest) == 0, honest
    scrambled = "Bjagybpvymp tfcfh qkzvd, hjwxg Oogu iah fbqtm. Gqnxvd xzkcv rxnq, wqpzj Zdmrql."
    assert value("random_words", scrambled) == 0, "sentences behind a pay wall"
    for honest in ("The blog of zboygirl: zboygirlhttp zboygirl", "Use mkdir and getcwd here."):
        assert value("random_words", honest) == 0, "two words, or a name and its address"


IN_GERMAN = "Die Stadt hat das Haus nicht verkauft und wird auch nach der Wahl nur warten. "
IN_ENGLISH = "The herons were on the far bank when they walked round the lake with us. "
IN_FRENCH = "Les enfants sont dans le jardin avec leur mère et ne veulent pas sortir. "
IN_CHINESE = "今天的天气很好，我们去公园里走了一圈。"
IN_RUSSIAN = "Сегодня хорошая погода, и мы гуляли вокруг озера в парке. "


@pytest.mark.parametrize(
    ("own", "foreign"),
    [
        (IN_CHINESE, IN_ENGLISH),
        (IN_CHINESE, IN_RUSSIAN),
        (IN_ENGLISH, IN_GERMAN),
        (IN_GERMAN, IN_FRENCH),
        (IN_ENGLISH, IN_CHINESE),
        (IN_RUSSIAN, IN_ENGLISH),
    ],
)
def test_sentences_of_another_language_inside_a_paragraph(own: str, foreign: str) -> None:
    text = own * 2 + foreign + own * 2 + foreign + own
    assert value("foreign_sentences", text) == pytest.approx(math.log2(5))
    assert any(quote[:12] in foreign for quote in quotes("foreign_sentences", text))


@pytest.mark.parametrize(
    "honest",
    [
        IN_CHINESE * 6,
        IN_ENGLISH * 6,
        IN_GERMAN * 6,
        IN_RUSSIAN * 6,
        "\n".join([IN_CHINESE * 2, IN_ENGLISH, IN_CHINESE, IN_ENGLISH]),
        "\n".join([IN_GERMAN * 2, IN_ENGLISH, IN_GERMAN, IN_ENGLISH]),
        IN_CHINESE
        + "他用的是 Windows 10 和 Microsoft Office 2016 Professional Plus。"
        + IN_CHINESE,
        IN_ENGLISH + "It is called Das Schloss in German. " + IN_ENGLISH,
        IN_CHINESE + "https://www.example.com/a/very/long/address/of/a/page.html 。" + IN_CHINESE,
    ],
)
def test_bilingual_pages_keep_a_paragraph_to_one_language(honest: str) -> None:
    assert value("foreign_sentences", honest) == 0


def test_sentences_with_their_translations() -> None:
    for own, foreign in ((IN_CHINESE, IN_ENGLISH), (IN_RUSSIAN, IN_ENGLISH)):
        glossary = "\n".join([own.strip() + " " + foreign] * 5)
        assert value("foreign_sentences", glossary) == 1
        assert value("foreign_sentences", "\n".join([own * 2 + foreign] * 5)) == math.log2(6)
