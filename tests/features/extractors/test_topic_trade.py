from __future__ import annotations

import math

import pytest

from features.page import Page
from features.table import feature_named
from features.views.trade import EXTRA


def read(name: str, text: str, title: str | None = None):
    page = Page(text=text, title=title)
    reading = feature_named(name).measure(page)
    spans = reading.evidence() if reading.evidence else []
    return reading.value, [span.of(text) for span in spans]


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("gambling_terms", "本站提供百家乐与时时彩", ["百家乐", "时时彩"]),
        ("gambling_terms", "Play Poker and roulette here", ["Poker", "roulette"]),
        ("adult_terms", "free PORN clips", ["PORN"]),
        ("service_terms", "白癜风怎么治 cheap viagra", ["白癜风怎么治", "cheap viagra"]),
        ("service_terms", "代开发票请联系", ["代开发票"]),
        ("search_terms", "山货官网 near me", ["官网", "near me"]),
        ("spun_terms", "请拨打德律风", ["德律风"]),
    ],
)
def test_words_of_the_trade_are_counted_and_quoted(name, text, words):
    value, quoted = read(name, text)
    assert quoted == words
    assert value == pytest.approx(1000 * sum(map(len, words)) / (len(text) + EXTRA))


def test_a_word_said_all_the_time_counts_three_times_and_different_words_each():
    same, _ = read("betting_terms", "百家乐" * 12)
    others, quoted = read("betting_terms", "百家乐时时彩六合彩老虎机棋牌博彩")
    assert same == pytest.approx(1000 * 9 / (36 + EXTRA))
    assert len(quoted) == 6
    assert others > same


def test_lotteries_are_told_from_the_betting_trade():
    lottery = "本期双色球开奖，彩民在投注站购买的彩票中得一等奖。"
    assert read("gambling_terms", lottery)[0] > 0
    assert read("betting_terms", lottery)[0] == 0


def test_latin_words_count_whole_only():
    assert read("adult_terms", "Essex and Middlesex are counties")[0] == 0
    assert read("gambling_terms", "the pokers in the fireplace")[0] == 0


def test_letters_that_grow_when_lowered_do_not_shift_the_quotes():
    assert read("gambling_terms", "İİİ casino")[1] == ["casino"]


def test_the_title_is_read_apart():
    assert read("title_search_terms", "正文", "百家乐")[0] == 1
    assert read("title_search_terms", "正文", "某某官网")[0] == pytest.approx(0.5)
    assert math.isnan(read("title_search_terms", "正文")[0])


def test_what_people_add_to_a_search_is_read_in_chinese_only():
    assert math.isnan(read("search_terms", "planters for sale near me")[0])


def test_a_brand_glued_to_a_search_is_told_from_a_plain_search():
    assert read("brand_search_terms", "打开ykq9手机版")[1] == ["手机版"]
    assert read("brand_search_terms", "打开手机版")[0] == 0
