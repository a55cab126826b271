from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from features.blocks import BlockKind, split_text

SENTENCE = "昨天下午，三位老师在城里的图书馆整理了一批旧的地方报纸，并把它们送到了阅览室。"


def parts(text: str) -> list[str]:
    return [text[block.start : block.end] for block in split_text(text)]


def kinds(text: str) -> list[BlockKind]:
    return [block.kind for block in split_text(text)]


def test_every_line_is_a_block_without_the_space_around_it() -> None:
    assert parts("\u3000\u3000一\r\n\n  two \t\nthree\u2028四") == ["一", "two", "three", "四"]


def test_an_article_in_one_line_is_split_at_indents() -> None:
    assert parts(f"{SENTENCE * 3}\u3000\u3000{SENTENCE}  {SENTENCE}") == [
        SENTENCE * 3,
        SENTENCE,
        SENTENCE,
    ]


def test_an_article_in_one_line_is_split_at_a_space_after_a_full_stop() -> None:
    assert parts(f"{SENTENCE * 3} {SENTENCE} {SENTENCE}") == [SENTENCE * 3, SENTENCE, SENTENCE]


def test_two_spaces_after_an_english_full_stop_do_not_split() -> None:
    text = "The doors opened again on Monday.  The first visitors came early to see it.  " * 6
    assert parts(text) == [text.strip()]


def test_a_short_line_with_wide_gaps_stays_whole() -> None:
    assert parts("时间：周一  地点：礼堂") == ["时间：周一  地点：礼堂"]


def test_heading_list_and_prose() -> None:
    text = f"图书馆重新开放\n{SENTENCE}\n- 第一项\n2. second item\n（三）第三项\n# Mark\n{SENTENCE}"
    assert [kind.value for kind in kinds(text)] == [
        "heading",
        "prose",
        "list",
        "list",
        "list",
        "heading",
        "prose",
    ]


def test_a_menu_beside_prose_is_links() -> None:
    menu = "首页\n新闻\n体育\n财经\n娱乐\n科技\n汽车\n房产\n教育\n"
    text = menu + (SENTENCE + "\n") * 12
    assert set(kinds(text)[:9]) == {BlockKind.LINKS}
    assert BlockKind.LINKS not in kinds(text)[9:]


def test_short_lines_without_prose_are_the_page_itself() -> None:
    assert BlockKind.LINKS not in kinds(
        "东城\n西城\n朝阳\n丰台\n海淀\n昌平\n大兴\n怀柔\n平谷\n密云"
    )


@given(st.text(alphabet=st.sampled_from("ab中。 \u3000\n-1.#）\t\ud800😀"), max_size=400))
def test_blocks_are_in_order_trimmed_and_hold_all_that_can_be_seen(text: str) -> None:
    at = 0
    rest = []
    for block in split_text(text):
        assert at <= block.start < block.end <= len(text)
        body = text[block.start : block.end]
        assert body == body.strip()
        rest.append(text[at : block.start])
        at = block.end
    assert not "".join([*rest, text[at:]]).strip()
