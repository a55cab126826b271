"""Matches come in code points, the same for few and for many, surrogates or not."""

from __future__ import annotations

import pytest

from features.search import Search


@pytest.mark.parametrize("times", [1, 30, 200])
def test_offsets_are_code_points(times: int) -> None:
    text = "é😀国内\ud800新闻news" * times
    found = Search(["新闻", "国", "news"]).find(text)
    assert [text[start:end] for _, start, end in found] == ["国", "新闻", "news"] * times
    assert [which for which, _, _ in found] == [1, 0, 2] * times


def test_the_leftmost_longest_match_counts() -> None:
    assert Search(["暂无", "暂无评论", "无评"]).find("现在暂无评论") == [(1, 2, 6)]


def test_nothing_found() -> None:
    assert Search(["x"]).find("") == []
