from __future__ import annotations

import pytest

from features.page import Page
from features.table import feature_named

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
