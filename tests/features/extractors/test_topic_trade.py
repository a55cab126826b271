from __future__ import annotations

import math

import pytest

from features.page import Page
from features.table import feature_named


def read(name: str, text: str, title: str | None = None):
    page = Page(text=text, title=title)
    reading = feature_named(name).measure(page)
    spans = reading.evidence() if reading.evidence else []
    return reading.value, [span.of(text) for span in spans]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("gambling_terms", "本站提供百家乐与时时彩", ["百家乐", "时时彩"]),
        ("gambling_terms", "Play Baccarat and roulette here", ["Baccarat", "roulette"]),
        ("gambling_terms", "situs judi terpercaya", ["situs judi"]),
        ("gambling_terms", "онлайн казино", ["казино"]),
        ("adult_terms", "free PORN clips", ["PORN"]),
        ("service_terms", "白癜风怎么治 strong viagra", ["白癜风怎么治", "viagra"]),
        ("service_terms", "代开发票请联系", ["代开发票"]),
        ("search_terms", "山货官网 near me", ["官网", "near me"]),
    ],
)
def test_words_of_the_trade_are_counted_and_quoted(name, text, words):
    value, quoted = read(name, text)
    assert quoted == words
    assert value == pytest.approx(1000 * sum(map(len, words)) / (500 + len(text)))


def test_latin_words_count_whole_only():
    assert read("adult_terms", "Essex and Middlesex are counties")[0] == 0
    assert read("gambling_terms", "the pokers in the fireplace")[0] == 0


def test_letters_that_grow_when_lowered_do_not_shift_the_quotes():
    assert read("gambling_terms", "İİİ roulette")[1] == ["roulette"]


def test_the_title_is_read_apart():
    assert read("title_search_terms", "正文", "百家乐")[0] == 1
    assert read("title_search_terms", "正文", "某某官网")[0] == pytest.approx(0.5)
    assert math.isnan(read("title_search_terms", "正文")[0])


def test_what_people_add_to_a_search_is_read_in_chinese_only():
    assert math.isnan(read("search_terms", "planters for sale near me")[0])


def test_what_people_add_to_a_search_is_said_in_many_ways():
    value, quoted = read("search_terms", "星铺登录，星铺登录，星铺价格表")
    assert quoted == ["登录", "价格表"]
    assert value == pytest.approx(1000 * 5 / (500 + 15))
    assert read("search_terms", "首页\n登录\n注册\n帮助中心")[0] == 0


def test_latin_letters_before_an_everyday_word_are_no_brand():
    assert read("brand_search_terms", "用手机QQ下载图片，看PC视频")[0] == 0


def test_a_brand_glued_to_a_search_is_told_from_a_plain_search():
    assert read("brand_search_terms", "打开ykq9手机版")[1] == ["手机版"]
    assert read("brand_search_terms", "打开手机版")[0] == 0


def test_a_brand_is_glued_by_its_trade_in_any_language():
    assert read("brand_search_terms", "星河百家乐官网")[1] == ["官网"]
    assert read("brand_search_terms", "a casino bonus code")[1] == ["bonus code"]
    assert read("brand_search_terms", "the casino closed, our bonus code is gone")[0] == 0


def test_lotteries_and_laws_on_gambling_are_not_the_betting_trade():
    assert read("gambling_terms", "福彩中心通报双色球销售情况，严禁赌博")[0] == 0
    assert read("gambling_terms", "The lottery commission fined a poker club for gambling")[0] == 0


def test_words_of_lotteries_count_beside_the_trade_only():
    lottery = "购彩须知：双色球投注截止，中奖号码与开奖结果见公告，时时彩停售"
    assert read("gambling_terms", lottery)[0] == 0
    assert read("gambling_terms", "Bookmakers and a sportsbook quote odds on the match")[0] == 0
    value, quoted = read("gambling_terms", "百家乐" + lottery)
    assert quoted == ["百家乐", "双色球", "投注", "中奖号码", "开奖结果", "时时彩"]
    assert value == pytest.approx(1000 * 6 / (500 + 3 + len(lottery)))


def test_a_term_inside_a_plain_word_is_none():
    assert read("gambling_terms", "文化娱乐场所检查，关心水源地外围的居民")[0] == 0
    assert read("gambling_terms", "金沙滩娱乐场开业")[1] == ["娱乐场"]


def test_spun_words_are_counted_once_each():
    text = "请拨打德律风，存眷透露表现"
    value, quoted = read("spun_terms", text)
    assert quoted == ["德律风", "存眷", "透露表现"]
    assert value == pytest.approx(2000 / (500 + len(text))), "one of them is due"
    assert read("spun_terms", "德律风" * 5)[0] == 0
    assert read("spun_terms", "keeping in mind the end goal to win")[0] > 0
    assert read("spun_terms", "请拨打电话，关注表示")[0] == 0


def test_two_synonyms_in_a_row_are_a_spinners() -> None:
    text = "山路十分很是难走，由于因为下雨，大家停止举行了集会"
    assert read("spun_terms", text)[1] == ["十分很是", "由于因为", "停止举行"]
    assert read("spun_terms", "the kids offspring help facilitate it")[0] > 0
    assert read("spun_terms", "由于下雨，山路十分难走，大家停止了集会")[0] == 0
