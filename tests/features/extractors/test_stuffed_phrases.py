from __future__ import annotations

import pytest

from features.page import Page
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
