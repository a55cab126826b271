"""A pattern tried at its heads only finds what it finds everywhere."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from features.extractors.attribution import repeated_byline
from features.extractors.padding import article_seams
from features.heads import Head, Headed, written

PIECES = (
    "文", "撰文", "作者", "原作者", "来源", "記者", "责任编辑", "图", "글", "기자", ": ", "：",
    "｜", "(", "\n", "\t", "\u3000", "\u2028", " ", "x", "Ｘ", "好", "#", "-", "（", "by", "BY",
    "di", "Source", "\u017fource", "D\u0130", "d\u0131", "door", "автор", "ТЕКСТ", "written by",
    "Posted by", "published by", "reported by", "par", "quelle", "QUELLE", "von", "Jane", "A. B",
    "返回搜狐，查看更多", "展开全文", "（完）", "(全文完)", "举报", "责任编辑：", "责编:",
    "编辑：", "特别声明", "声明：", "阅读原文", "点击查看原文", "###", "# # #",
    "未经授权不得转载", "Read more at", "CONTINUE reading", "share this", "Filed Under:", "-30-",
    "Copyright x\n", "originally published", "The Post x appeared first on", "(end)", "- ends -",
    "（记者", "北京讯（", "3月4日电", "by Jane Doe\n", "source: ", "(Reuters) -", "posted on ",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_bylines_and_seams_are_found_as_everywhere(text: str) -> None:
    for headed, pattern in (
        (repeated_byline._marks(), repeated_byline._MARK),
        (article_seams._seams(), article_seams._SEAM),
    ):
        everywhere = [match.span() for match in pattern.finditer(text)]
        assert [match.span() for match in headed.finditer(text)] == everywhere


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS, st.integers(0, 40))
def test_matches_near_one_another_are_never_left_out(text: str, near: int) -> None:
    headed, pattern = repeated_byline._marks(), repeated_byline._MARK
    everywhere = [match.span() for match in pattern.finditer(text)]
    found = [match.span() for match in headed.finditer(text, near)]
    assert set(found) <= set(everywhere)
    for one, other in pairwise(everywhere):
        if other[0] - one[0] <= near:
            assert one in found
            assert other in found


def test_letters_that_patterns_take_for_one_another_are_all_heads() -> None:
    assert {"s", "S", "\u017f"} <= set(written("s"))
    assert {"k", "K", "\u212a"} <= set(written("k"))
    assert written("文") == ("文",)


@pytest.mark.parametrize("text", ["", "a", "ab", "xab", "ab\U0010ffffab", "\ud800ab", "abab"])
def test_pieces_of_two_characters_are_found_at_both_ends(text: str) -> None:
    pattern = re.compile("ab", re.IGNORECASE)
    headed = Headed(pattern, [Head("ab")])
    assert [m.start() for m in headed.finditer(text)] == [m.start() for m in pattern.finditer(text)]
