"""What every signal keeps to, whatever the page: found by walking the table."""

from __future__ import annotations

import importlib
import inspect
import math
import pickle
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detector.reading import read_page
from detector.record import Record
from features.feature import Feature, Reading
from features.page import Link, Page
from features.table import all_features, feature_named, in_bounds, measure

SIGNALS = all_features()
NAMES = [signal.name for signal in SIGNALS]

# Pieces that have tripped readers of text before, besides plain Hypothesis text.
PIECES = [
    "😀",
    "👨‍👩‍👧‍👦",
    "🇨🇳",
    "🇨",
    "1️⃣",
    "❤️",
    "\u200d",
    "\ufe0f",
    "\u200b",
    "\u202e",
    "\ud800",
    "\udfff",
    "\x00",
    "\ufffd",
    "\ue000",
    "\U0010ffff",
    "e\u0301\u0302\u0303\u0304",
    "你好，世界。",
    "國語",
    "国语",
    "更新时间:",
    "浏览次数:8674",
    "2024-11-23 01:02:03",
    "【国】【产】",
    "①③８00138000",
    "13800138000",
    "\n",
    "\n\n",
    "\r\n",
    "\u2028",
    " ",
    "\u3000",
    "\t",
    "http://a.example/b?c=d",
    "a@b.example",
    "文 | 某某",
    "来源：新华社",
    "(记者 王某)",
    "责任编辑：李某",
    "By Jane Doe",
    "Reuters - ",
    "返回搜狐，查看更多",
    "{{name}}",
    "%s",
    "<b>",
    "&amp;",
    "…",
    "...",
    "!!!",
    "：",
    ":",
    "|",
    "()",
    "【",
    "]",
    "、",
    "。",
    "می‌خواهم",
    "שלום",
    "क्‍ष",
    "ภาษา\u200bไทย",
    "かな",
    "한글",
    "Ωμέγα",
    "привет",
    "ＡＢＣ",
    "𝐀𝐁",
    "Ⓐ",
    "The quick brown fox. ",
    "Lorem ipsum dolor sit amet",
    "a" * 50,
    "好" * 50,
    "北京市",
    "上海",
    "浙江省杭州市",
    "New York",
    "90210",
    "v1agra",
    "p а y p а l",
    "v i a g r a",
    "1 2 3 4 5 6 7 8",
    "Ã©â€™",
    "锟斤拷",
]

texts = st.one_of(
    st.text(alphabet=st.characters(), max_size=200),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40).map("".join),
)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """A page from text alone, with any other field set or not, and links anywhere in it."""
    text = draw(texts)
    maybe = st.none() | texts
    marks = st.integers(0, len(text))
    links = [
        Link(draw(st.sampled_from(["/x", "http://b.example/", "http://[::1", ""])), *sorted(pair))
        for pair in draw(st.lists(st.tuples(marks, marks), max_size=4))
    ]
    return Page(
        text=text,
        url=draw(st.sampled_from([None, "", "http://a.example/x", "http://[bad", "sport.example"])),
        title=draw(maybe),
        byline=draw(maybe),
        site=draw(maybe),
        published=draw(st.sampled_from([None, "2024-01-02", "not a date", "9999-99-99"])),
        lang=draw(st.sampled_from([None, "zh", "en", "xx-??"])),
        links=tuple(links),
    )


TAGS = ["p", "div", "li", "ul", "h1", "a", "span", "table", "tr", "td", "script", "title", "b"]
ATTRIBUTES = [
    "",
    ' class="a b"',
    ' style="display:none"',
    ' style="font-size:0"',
    ' href="http://b.example"',
    ' style="position:absolute;left:-9999px"',
    ' style="color:#fff;background:#fff"',
    " hidden",
    ' href="?x=1" rel="nofollow"',
    ' class="x7f3a9"',
    ' style="color:white"',
]


@st.composite
def documents(draw: st.DrawFn) -> str:
    """An HTML document of nested, unclosed and odd elements."""
    parts = ["<html><head><title>", draw(texts), "</title>"]
    parts.append(draw(st.sampled_from(["", '<meta name="keywords" content="a,b,a">'])))
    parts.append(draw(st.sampled_from(["", '<meta http-equiv="refresh" content="0;url=/y">'])))
    parts.append("</head><body>")
    for _ in range(draw(st.integers(0, 12))):
        tag = draw(st.sampled_from(TAGS))
        parts.append(f"<{tag}{draw(st.sampled_from(ATTRIBUTES))}>")
        parts.append(draw(texts))
        if draw(st.booleans()):
            parts.append(f"</{tag}>")
    return "".join(parts)


def read(html: str) -> Page:
    return read_page(Record(id="x", source="x", url="http://a.example/x", html=html))


def same(left: Reading, right: Reading) -> bool:
    return left.value == right.value or (math.isnan(left.value) and math.isnan(right.value))


def check(page: Page) -> None:
    for signal, reading in zip(SIGNALS, measure(page), strict=True):
        assert type(reading.value) is float, signal.name
        assert in_bounds(signal, reading.value), (signal.name, reading.value, signal.bounds)
        if reading.evidence is None:
            continue
        for start, end in reading.evidence():
            assert type(start) is int, signal.name
            assert type(end) is int, signal.name
            assert 0 <= start < end <= len(page.text), (signal.name, start, end)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(pages())
def test_any_text_page_reads_finite_in_bounds_with_spans_inside(page: Page) -> None:
    check(page)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_any_html_page_reads_finite_in_bounds_with_spans_inside(html: str) -> None:
    check(read(html))


SHAPES = {
    "empty": "",
    "space": " \n\t\u3000",
    "one character": "好",
    "emoji": "😂" * 2_000,
    "invisibles": "\u200b" * 2_000,
    "surrogates": "\ud800" * 500,
    "one word": "a" * 20_000,
    "brackets": "【" * 5_000,
    "digits": "1 3 8 " * 1_000,
    "right to left": "שלום עולם \u200f" * 200,
    "lines": "行\n" * 3_000,
    "places": "北京市、上海市、" * 500,
    "zalgo": "e" + "\u0301" * 3_000,
    "nul": "\x00" * 1_000,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_extreme_pages(shape: str) -> None:
    check(Page(text=SHAPES[shape], url="http://a.example/", title=SHAPES[shape][:100]))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(pages(), st.randoms(use_true_random=False))
def test_same_page_same_reading_twice_pickled_alone_and_in_any_order(
    page: Page, chance: random.Random
) -> None:
    first = dict(zip(NAMES, measure(page), strict=True))
    again = dict(zip(NAMES, measure(page), strict=True))
    travelled = pickle.loads(pickle.dumps(page))  # noqa: S301 - our own bytes
    shuffled = list(SIGNALS)
    chance.shuffle(shuffled)
    other = dict(zip([s.name for s in shuffled], measure(travelled, shuffled), strict=True))
    for name, reading in first.items():
        assert same(reading, again[name]), name
        assert same(reading, other[name]), name


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(pages())
def test_a_signal_reads_alone_what_it_reads_in_company(page: Page) -> None:
    for signal, together in zip(SIGNALS, measure(page), strict=True):
        fresh = pickle.loads(pickle.dumps(page))  # noqa: S301 - our own bytes
        assert same(signal.measure(fresh), together), signal.name


@pytest.mark.parametrize("signal", SIGNALS, ids=NAMES)
def test_every_signal_is_described(signal: Feature) -> None:
    module = importlib.import_module(f"features.extractors.{signal.group}.{signal.name}")
    assert signal.description.endswith("."), "the first docstring line is one whole sentence"
    assert 20 <= len(signal.description) <= 120
    assert isinstance(signal.source, str)
    assert signal.source.strip()
    low, high = signal.bounds
    assert math.isfinite(low)
    assert math.isfinite(high)
    assert low < high
    assert list(inspect.signature(signal.measure).parameters) == ["page"]
    public = [
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and value.__module__ == module.__name__ and name[0] != "_"
    ]
    assert public == [signal.name], "one public function, called as its file"


def test_names_are_unique_and_found_by_name() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert sorted(NAMES) == NAMES
    for name in NAMES:
        assert feature_named(name).name == name
