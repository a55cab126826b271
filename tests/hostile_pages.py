"""Pages of every kind a signal may meet: pieces that trip readers, and what is made of them.

For tests (Hypothesis shrinks what breaks) and for ``benchmarks/fuzz_signals.py`` (which changes
real pages at random, for as long as it is told).
"""

from __future__ import annotations

import math
import pickle
import random
from collections.abc import Sequence

from hypothesis import strategies as st

from detector.reading import read_page
from detector.record import Record
from features.feature import Feature, Reading
from features.page import Link, Page
from features.table import all_features, in_bounds, measure

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
    "WASHINGTON (AP) -",
    "Reuters - ",
    "返回搜狐，查看更多",
    "{{name}}",
    "%s",
    "<b>",
    "</p>",
    "<p>",
    "&amp;",
    "&#20013;",
    "<!-- -->",
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
    "می\u200cخواهم",
    "שלום",
    "क्\u200dष",
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
    "朝阳区",
    "New York",
    "90210",
    "v1agra",
    "p а y p а l",
    "v i a g r a ",
    "1 2 3 4 5 6 7 8 ",
    "Ã©â€™",
    "锟斤拷",
    "1.",
    "2、",
    "（三）",
    "- ",
    "* ",
    "• ",
    '<a href="http://b.example/">',
    "</a>",
    '<div style="display:none">',
    "</div>",
    "<title>",
    "</title>",
    "<h1>",
    "<li>",
    "<script>",
    "</script>",
]
URLS = [
    None,
    "",
    "x",
    "http://a.example/x",
    "https://www.news.example/2024/1.html",
    "http://[bad",
    "sport.example",
]
HREFS = ["/x", "http://b.example/c", "//[", "http://[::1", ""]
DATES = [None, "2024-01-02", "not a date", "9999-99-99"]
LANGUAGES = [None, "zh", "en", "xx-??"]
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
    ' class="author"',
    ' itemprop="datePublished" content="2024-01-02"',
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
        Link(draw(st.sampled_from(HREFS)), *sorted(pair))
        for pair in draw(st.lists(st.tuples(marks, marks), max_size=4))
    ]
    return Page(
        text=text,
        url=draw(st.sampled_from(URLS)),
        title=draw(maybe),
        byline=draw(maybe),
        site=draw(maybe),
        published=draw(st.sampled_from(DATES)),
        lang=draw(st.sampled_from(LANGUAGES)),
        links=tuple(links),
    )


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
    """The page a reader makes of ``html``."""
    return read_page(Record(id="x", source="x", url="http://a.example/x", html=html))


def same(left: Reading, right: Reading) -> bool:
    """Whether two readings have one value, to the bit; nothing is like nothing."""
    return left.value == right.value or (math.isnan(left.value) and math.isnan(right.value))


def check(page: Page) -> None:
    """Every signal reads a float inside its bounds and quotes spans inside the text."""
    signals = all_features()
    for signal, reading in zip(signals, measure(page), strict=True):
        assert type(reading.value) is float, signal.name
        assert in_bounds(signal, reading.value), (signal.name, reading.value, signal.bounds)
        if reading.evidence is None:
            continue
        for start, end in reading.evidence():
            assert type(start) is int, signal.name
            assert type(end) is int, signal.name
            assert 0 <= start < end <= len(page.text), (signal.name, start, end)


def check_pure(page: Page, chance: random.Random) -> None:
    """Every signal reads the same twice, off a page that travelled, and in another order."""
    signals: Sequence[Feature] = all_features()
    names = [signal.name for signal in signals]
    first = dict(zip(names, measure(page), strict=True))
    again = dict(zip(names, measure(page), strict=True))
    travelled = pickle.loads(pickle.dumps(page))  # noqa: S301 - our own bytes
    shuffled = list(signals)
    chance.shuffle(shuffled)
    other = dict(zip([s.name for s in shuffled], measure(travelled, shuffled), strict=True))
    for name, reading in first.items():
        assert same(reading, again[name]), name
        assert same(reading, other[name]), name
