from __future__ import annotations

import encodings.aliases

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detector.decoding import clean, decode, python_codec

SIMPLIFIED = "昨天下午，我们在城里的图书馆里见到了三位老师，他们正在整理一批旧的地方报纸。" * 4
TRADITIONAL = "昨天下午，我們在城裡的圖書館裡見到了三位老師，他們正在整理一批舊的地方報紙。" * 4
JAPANESE = (
    "昨日の午後、町の図書館で三人の先生に会いました。古い新聞を整理しているところでした。" * 4
)
KOREAN = (
    "어제 오후에 우리는 도서관에서 선생님 세 분을 만났습니다. 오래된 신문을 정리하고 있었습니다. "
    * 4
)
RUSSIAN = (
    "Вчера днём мы встретили в городской библиотеке трёх учителей, разбиравших старые газеты. " * 4
)
FRENCH = "Hier après-midi, nous avons rencontré à la bibliothèque trois élèves très occupés. " * 4
ENCODED = {
    "gb18030": SIMPLIFIED,
    "big5": TRADITIONAL,
    "euc_jp": JAPANESE,
    "shift_jis": JAPANESE,
    "euc_kr": KOREAN,
    "cp1251": RUSSIAN,
    "cp1252": FRENCH,
    "utf-8": SIMPLIFIED,
}


@pytest.mark.parametrize("encoding", ENCODED)
def test_the_declared_encoding_is_read(encoding: str) -> None:
    text = ENCODED[encoding]
    assert decode(text.encode(encoding), encoding.replace("_", "-")).text == text


@pytest.mark.parametrize("encoding", ENCODED)
def test_the_meta_declaration_is_read(encoding: str) -> None:
    page = f'<html><head><meta charset="{encoding.replace("_", "-")}"></head>{ENCODED[encoding]}'
    assert decode(page.encode(encoding)).text == page


@pytest.mark.parametrize(
    "encoding", ["gb18030", "big5", "euc_jp", "shift_jis", "euc_kr", "cp1251", "utf-8"]
)
def test_no_declaration_is_needed(encoding: str) -> None:
    text = "<p>" + ENCODED[encoding]
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("declared", ["gbk", "big5", "iso-8859-1", "shift_jis", "utf-8"])
@pytest.mark.parametrize("encoding", ["gb18030", "big5", "euc_jp", "shift_jis", "cp1251", "utf-8"])
def test_a_wrong_declaration_is_seen_through(encoding: str, declared: str) -> None:
    text = ENCODED[encoding]
    assert decode(text.encode(encoding), declared).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_mark(encoding: str) -> None:
    page = "<html><body class='a'>" + SIMPLIFIED[:20] + "</body></html>"
    assert decode(page.encode(encoding), "gbk").text == page


def test_a_mark_outranks_every_declaration() -> None:
    assert decode(b"\xef\xbb\xbf" + "né".encode(), "iso-8859-1").text == "né"


def test_a_cut_utf8_tail_stays_utf8() -> None:
    data = SIMPLIFIED.encode()[:-1]
    decoded = decode(data, "gbk")
    assert decoded.encoding == "utf-8"
    assert decoded.text[:-1] == SIMPLIFIED[:-1]


def test_gb2312_is_read_as_its_superset() -> None:
    text = SIMPLIFIED + "朱镕基㐂"  # a character beyond GB 2312, and one of four bytes
    assert decode(text.encode("gb18030"), "gb2312").text == text


def test_a_few_damaged_bytes_do_not_change_the_encoding() -> None:
    data = SIMPLIFIED.encode("gb18030")
    decoded = decode(data[:40] + b"\xff" + data[40:], "gbk")
    assert decoded.encoding == "gb18030"
    assert decoded.text.endswith(SIMPLIFIED[-30:])


def test_iso_2022_jp_is_not_taken_for_ascii() -> None:
    assert decode(JAPANESE.encode("iso2022_jp"), "iso-2022-jp").text == JAPANESE


def test_curly_quotes_of_windows_in_a_page_called_latin_1() -> None:
    assert decode(b"\x93quoted\x94", "ISO-8859-1").text == "\u201cquoted\u201d"


@pytest.mark.parametrize(
    ("label", "codec"),
    [(" UTF8 ", "utf-8"), ("GB2312", "gb18030"), ("x-sjis", "cp932"), ("hex", None), ("?", None)],
)
def test_labels(label: str, codec: str | None) -> None:
    assert python_codec(label) == codec


@pytest.mark.parametrize(
    "label", sorted({*encodings.aliases.aliases.values(), "idna", "undefined"})
)
def test_no_codec_of_python_makes_reading_fail(label: str) -> None:
    for data in (b"\xe9" * 40, bytes(range(256)), b"\\ud800\\N{x+2AA-~{\x1b$B\xff"):
        for page in (data, b"<meta charset=" + label.encode() + b">" + data):
            decode(page, label).text.encode()


def test_python_does_not_remember_what_pages_call_their_encoding() -> None:
    before = len(encodings._cache)  # type: ignore[attr-defined]
    for number in range(500):
        decode(b"\xe9", f"no-such-{number}")
        decode(b"\xe9", "utf" + "-" * number + "8")
        decode(b'<meta charset="none%d">\xe9' % number)
    assert len(encodings._cache) - before < 5  # type: ignore[attr-defined]


def test_nuls_and_lone_surrogates_are_cleaned() -> None:
    assert clean("a\x00b\ud800c") == "ab\ufffdc"
    assert clean("\ud83d\ude00") == "\U0001f600"


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "gbk", "big5", "x-user-defined"]))
def test_any_bytes_become_text_that_can_be_written(data: bytes, charset: str | None) -> None:
    text = decode(data, charset).text
    assert text.encode().decode() == text
    assert "\x00" not in text


@given(st.text(max_size=200))
def test_utf8_is_read_back_exactly(text: str) -> None:
    expected = clean(text.encode("utf-8", "replace").decode())
    if not expected.isascii() and not expected.startswith("\ufeff"):
        assert decode(expected.encode()).text == expected
