"""Matches come in code points, the same for few and for many, surrogates or not."""

from __future__ import annotations

import pytest

from features.page import Page
from features.search import Lists, Match, Search, encoded, leftmost_longest
from features.views.wordlists import terms_in, wordlists
from features.vocabulary import terms


def found_in(text: str, *patterns: str) -> list[Match]:
    return leftmost_longest(Search(patterns).find(encoded(text)))


@pytest.mark.parametrize("times", [1, 3, 200])
def test_offsets_are_code_points(times: int) -> None:
    text = "é😀国内\ud800新闻news" * times
    found = found_in(text, "新闻", "国", "news")
    assert [text[start:end] for _, start, end in found] == ["国", "新闻", "news"] * times
    assert [which for which, _, _ in found] == [1, 0, 2] * times


@pytest.mark.parametrize("times", [1, 100])
def test_matches_inside_one_another_keep_their_offsets(times: int) -> None:
    text = "é新闻报道" * times
    found = Search(["新闻报", "闻报道", "报"]).find(encoded(text))
    assert [(start % 5, end - start) for _, start, end in found] == [(1, 3), (2, 3), (3, 1)] * times


def test_the_leftmost_longest_match_counts() -> None:
    assert found_in("现在暂无评论", "暂无", "暂无评论", "无评") == [(1, 2, 6)]


def test_nothing_found() -> None:
    assert found_in("", "x") == []


def named(text: str) -> list[str]:
    words = terms().words
    return [words[number] for number, _, _ in terms_in(text)]


def test_terms_are_found_in_any_case_and_as_whole_words() -> None:
    assert named("Best CaSiNo, casinox") == ["casino"]
    assert named("买球体育APP和SEO优化") == ["体育app", "seo优化"]
    assert named("bac\u212agammon, po\u212aer \u0130 casino") == ["poker", "casino"]


def test_a_term_in_ascii_is_found_in_chinese_text() -> None:
    text = "这里有很多字，然后是一个" * 5 + "Casino" + "后面还有更多的字"
    assert [text[start:end] for _, start, end in wordlists(Page(text)).terms] == ["Casino"]
    # What the characters between keep apart is no word.
    assert wordlists(Page("很多的字 cas字ino " * 5)).terms == []


def test_of_several_lists_each_is_read_by_itself() -> None:
    lists = Lists(
        [
            [("责任编辑", 0), ("编辑", 1)],
            [("编辑：", 5), ("编辑", 6)],
            [("体育", 7), ("体育app", 8)],
        ],
        [("no data", 2)],
        [("casino", 9), ("cas", 3)],
    )
    text = "责任编辑：张 No Data 体育app casinos CASINO 编辑"
    everywhere, second, last = lists.find(text, len(text) - 1)
    assert everywhere == [(0, 0, 4), (1, 2, 4), (2, 7, 14)]
    assert second == [(5, 2, 5)], "the last one ends in what is not seen"
    assert [(number, text[start:end]) for number, start, end in last] == [
        (8, "体育app"),
        (9, "CASINO"),
    ]
