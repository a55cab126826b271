from __future__ import annotations

import pytest

from detector.language import language, primary_tag
from detector.reading import read_page
from detector.record import Record
from features.blocks import BlockKind

BODY = "<p>昨天下午，三位老师在城里的图书馆整理了一批旧的地方报纸，并把它们送到了阅览室。</p>" * 3


def test_html_in_bytes_is_decoded_and_read() -> None:
    source = f"<html><title>报纸</title>{BODY}".encode("gb18030")
    page = read_page(Record(id="1", source="a:1", url="http://a.example/x", html=source))
    assert page.title == "报纸"
    assert page.lang == "zh"
    assert page.host == "a.example"
    assert page.text.startswith("昨天下午")


def test_html_comes_before_text() -> None:
    page = read_page(Record(id="1", source="a:1", html="<p>from html", text="from text"))
    assert page.text == "from html"


def test_text_alone_gets_blocks_and_no_markup() -> None:
    page = read_page(Record(id="1", source="a:1", text="one\n- two\n\x00three\ud800"))
    assert page.text == "one\n- two\nthree\ufffd"
    assert page.markup is None
    assert [b.kind for b in page.blocks] == [BlockKind.PROSE, BlockKind.LIST, BlockKind.PROSE]


def test_columns_come_before_what_the_document_says() -> None:
    page = read_page(
        Record(
            id="1",
            source="a:1",
            html=f"<title>T</title>{BODY}",
            title=" A\n title ",
            byline="Jo Doe",
            site="",
            published="2024-05-01",
            lang="en-GB",
        )
    )
    assert page.title == "A title"
    assert page.byline == "Jo Doe"
    assert page.site is None
    assert page.published == "2024-05-01"
    assert page.lang == "en"


def test_a_record_with_nothing_gives_a_page_without_text() -> None:
    for record in (Record(id="1", source="a:1"), Record(id="1", source="a:1", html=b"")):
        page = read_page(record)
        assert page.text == ""
        assert page.blocks == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今日天气", "zh"),
        ("OpenAI与Oracle签署协议", "zh"),
        ("これは短い文です", "ja"),
        ("東京の天気はどうですか", "ja"),
        ("오늘의 날씨", "ko"),
        ("Η βιβλιοθήκη", "el"),
        ("ห้องสมุด", "th"),
        ("Вчера", "ru"),
        ("The library opened its doors again on Monday morning.", "en"),
        ("Die Bücherei hat am Montag wieder ihre Türen geöffnet.", "de"),
        ("123 !?", None),
        ("", None),
    ],
)
def test_language_of_short_texts(text: str, expected: str | None) -> None:
    assert language(text) == expected


def test_a_declared_language_decides_only_where_statistics_are_weak() -> None:
    assert language("Menu OK", "nl-NL") == "nl"
    assert language("今日天气", "en") == "zh"


def test_tags_of_languages() -> None:
    assert primary_tag("zh_CN") == "zh"
    assert primary_tag(" EN ") == "en"
    assert primary_tag("iw") == "he"
    assert primary_tag("english") is None
    assert primary_tag(None) is None
