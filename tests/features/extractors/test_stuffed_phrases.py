from __future__ import annotations

import math

import pytest

from features.page import Declared, Markup, Page
from features.table import feature_named

CHINESE = (
    "春天的山路很好走，{}孩子们在溪边捡石头。老人坐在门口，{}晒着太阳聊起往事。镇上的集市，{}卖豆腐的"
    "先来。河水涨了一些，{}渡船改在午后开。夜里下过小雨，{}屋檐还在滴水。学校的钟声，{}传到对岸去了。"
)
ENGLISH = (
    "The old bridge {} was painted last week. Farmers bring {} their apples on Monday, and children"
    " wait {} near the gate. Rain fell {} during most of April. A small ferry {} crosses at noon."
    " Nobody remembers {} who planted the elms along this quiet road behind our mill."
    " Later that week somebody found seven painted stones below the weir."
)


def read(name: str, text: str):
    reading = feature_named(name).measure(Page(text=text))
    spans = reading.evidence() if reading.evidence else []
    return reading.value, [span.of(text) for span in spans]


@pytest.mark.parametrize(
    ("text", "phrase", "quoted"),
    [
        (CHINESE, "星岚官网", "星岚官网"),
        (CHINESE, "jk557登录", "jk557登录"),
        (ENGLISH, "velmora reviews", "velmora reviews"),
    ],
)
def test_a_name_is_searched_again_and_again(text, phrase, quoted):
    page = text.replace("{}", phrase)
    value, found = read("searched_phrase", page)
    assert found == [quoted] * 6
    assert value == pytest.approx(5000 / (len(page) + 500))


def test_different_names_and_lines_of_a_list_are_not_one_search():
    assert read("searched_phrase", "海门官网、江口官网、南塘官网、北岭官网")[0] == 0
    assert read("searched_phrase", "喜欢此图片\n" * 9)[0] == 0


def test_compounds_of_everyday_nouns_are_no_searches():
    assert read("searched_phrase", CHINESE.replace("{}", "住房贷款"))[0] == 0
    assert read("searched_phrase", CHINESE.replace("{}", "世界排名"))[0] == 0
    assert read("searched_phrase", CHINESE.replace("{}", "风铃娱乐城"))[0] > 0


@pytest.mark.parametrize(
    ("text", "fragments"),
    [
        (
            (
                "春天的山路很好走。星岚直播官网，孩子们在溪边捡石头。老人坐在门口。星岚直播多少钱。镇上有集市。"
                "星岚直播排行榜 河水涨了一些。渡船改在午后开。"
            ),
            ["星岚直播官网", "星岚直播多少钱", "星岚直播排行榜"],
        ),
        (
            (
                "The bridge was painted. Velmora coupon code. Farmers came. velmora near me. "
                "Rain fell all April. Velmora reviews 2026. Nobody remembers the elms."
            ),
            ["Velmora coupon code", "velmora near me", "Velmora reviews 2026"],
        ),
        (
            "Мост покрасили. Вельмора отзывы. Дети ждут у ворот. Вельмора скачать. Шёл дождь.",
            ["Вельмора отзывы", "Вельмора скачать"],
        ),
    ],
)
def test_fragments_that_begin_with_one_name(text, fragments):
    value, found = read("name_fragments", text)
    assert found == fragments
    assert value == pytest.approx((len(fragments) - 1) / ((len(text) + 4000) / 1000) ** 0.5)


@pytest.mark.parametrize(
    "text",
    [
        "起风了。河堤晚报记者说，风很大。河堤晚报记者从会上获悉。老人了解河堤。河堤晚报记者周望摄。走了。",
        "It rained. Ministry of Justice. It blew. Ministry for the Rivers. All went home. Done.",
        "It is late. Retrieved 27 January 2020. It is early. Retrieved 15 May 2016. So it goes.",
        "他来了。我们致力于和平发展，大家说好。我们致力于共同富裕，大家又说好。走了。",
        "The kite rose. The kite fell. The kite rose again. Then it was night. The kite slept.",
    ],
)
def test_short_sentences_and_references_are_no_fragments(text):
    assert read("name_fragments", text)[0] == 0


HEADLINES = {CHINESE: "镇上的集市和河水", ENGLISH: "The old bridge by the mill"}


@pytest.mark.parametrize(
    ("text", "title", "name"),
    [
        (CHINESE, "星岚整形_{}", "星岚整形"),
        (CHINESE, "【星岚贷款】|{} - 河堤晚报", "星岚贷款"),
        (CHINESE, "星岚影院 {}", "星岚影院"),
        (ENGLISH, "velmora88 - {} | Dike Courier", "velmora88"),
        (ENGLISH, "[velmora near me]-{}", "velmora near me"),
    ],
)
def test_a_name_before_the_headline_is_pushed_into_the_text(text, title, name):
    head = HEADLINES[text] + "里卖豆腐的人" * (text is CHINESE)
    body = f"{head}\n{text.replace('{}', name)}"
    page = Page(text=body, title=title.format(head))
    reading = feature_named("pushed_name").measure(page)
    assert [span.of(body) for span in reading.evidence()] == [name] * 6
    assert reading.value == pytest.approx(math.log2(7))
    own = Page(
        text=body, title=title.format(head), url=f"https://{name.replace(' ', '')}.example/1"
    )
    assert feature_named("pushed_name").measure(own).value == 0 or not name.isascii()


def test_what_the_headline_itself_is_about_is_not_pushed():
    text = f"River ferries are back\n{ENGLISH.replace('{}', 'River')}"
    page = Page(text=text, title="River ferries are back - Dike Courier")
    assert feature_named("pushed_name").measure(page).value == 0


def test_a_keyword_is_declared_again_and_again():
    def page(keywords):
        return Page(
            text="x", markup=Markup(size=9, elements=1, declared=Declared(keywords=keywords))
        )

    measure = feature_named("repeated_keywords").measure
    assert measure(page("星岚官网,星岚官网，星岚官网,集市")).value == 3
    assert measure(page("Velmora login, kites, velmora login")).value == 2
    assert measure(page("kites, river, mill")).value == 1
    assert math.isnan(measure(Page(text="kites")).value)
