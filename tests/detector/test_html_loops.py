"""The compiled loops of the HTML reader give what the pure ones give, and in linear time."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.decoding import clean
from detector.html.document import read_with
from detector.html.loops import COMPILED, PURE, Loops
from detector.html.tokens import unescaped
from features.twins import twin_of

FRAGMENTS = [
    "<", ">", "</", "<!", "<?", "<!--", "-->", "--!>", "<!-->", "<!--->", "-", "=", "/", '"', "'",
    "&", " ", "\n", "\t", "\x0b", "\x1c", "\x85", "\xa0", "\u2003", "\u3000", "&nbsp;", "&amp;",
    "&#65;", "&#x4e2d;", "&#2;", "&#", "&#x", "&#1114112;", "&#xD800;", "&ampamp;", "\x00", "\x02",
    "\ud800", "\udfff", "\U0001f600", "é", "\u0130", "中文。", "word", "Ab", "x", "<p>", "</p>",
    "<P CLASS=x>", "<div>", "</div>", '<div class="nav">', "<div class='main'>",
    '<div class="byline">', '<div class="post-date other">', '<div id="footer" class="a">',
    '<div class="a" class="comments">', '<div id="a" id="footer" role="main">',
    '<div role="navigation">', "<div role=main>", '<div style="display:none">', "<div hidden>",
    '<div style="color:red" class="HTMLParser noAds">',
    '<p style="left:-999px;position:absolute">', '<p class="hid">', '<span id="hid">',
    "<style>.hid{display:none}#hid{display:none}</style>", "<span>", "</span>",
    '<span class="author">', "<b>", "</b>", '<x-y class="nav">', "</x-y>",
    "<a-name-of-more-than-sixteen>", "</a-name-of-more-than-sixteen>", "<lin\u212a rel=canonical>",
    "<d\x00iv>", "<table><tr><td>", "</td>", "</tr>", "</table>", "<td>", "<li>", "</li>", "<ul>",
    "</ul>", "<h1>", "</h1>", "<h2>", "<title>", "</title>", "<pre>\n", "</pre>", "<br>", "<br/>",
    "<img src=x>", "<IMG>", "<svg>", "</svg>", "<template>", "<button>", "</button>", "<option>",
    "<select>", '<a href="/one">', "<a href='two'>", "<a href=three rel=nofollow>", "<a>", "</a>",
    '<a class="x" href="/f" rel="author">', '<a href="/g" rel="nofollow', '<a href="',
    '<a href="/h" hidden>', '<a href="/i?a=1&amp;b" style="display:none">',
    "<a rel='x' href=\"/j\">", '<time datetime="2020-01-02">', "</time>",
    '<meta itemprop="author" content="A B">', '<meta name="author" content="C">',
    "<link rel=canonical href=/x>", "<html lang=en>", '<body bgcolor="#fff">',
    '<font color="#fff">', "</font>", "<marquee height=1>", "</marquee>", "<script>", "</script>",
    "</SCRIPT x>", "<script/>", "<style>", "</style", "<textarea>", "</textarea>", "<iframe ",
    "<noembed>", '<script type="application/ld+json">{"author":"D"}</script>',
    '<div itemprop="datePublished" content="2020">', '<div data-class="a" class = "b">',
]  # fmt: skip
MANY = 20_000
HOSTILE = {
    "unclosed quote": '<p>a</p><a href="' + "x" * MANY,
    "unclosed comment": "word<!-- " + "- " * MANY,
    "unclosed script": "<script>" + "</scrip>" * MANY,
    "cut inside a tag": '<p>text</p><div class="a" id',
    "cut after an equals sign": "<p>text</p><div class=",
    "cut after a name": "<p>text</p><div",
    "cut after a slash": "<p>text</p></",
    "cut inside an end tag": "<script>a</script",
    "cut after a bracket": "<p>text<",
    "nested": "<div>" * MANY + "text" + "</div>" * MANY,
    "nested and named": '<b class="nav">' * MANY + "text" + "</b>" * MANY,
    "stray end tags": "<table><td>" + "</b></x></table></td>" * MANY,
    "links never ended": '<a href="/">x' * (MANY + 5000),
    "hints": '<i class="author">x<i class="date">' * MANY,
    "giant attribute": '<div class="' + "nav " * MANY + '">text</div>',
    "giant name": "<" + "a" * MANY + ">text</" + "a" * MANY + ">",
    "many attributes": "<div" + " a=b" * MANY + ">text</div>",
    "equals signs": "<div " + "=" * MANY + ">text</div>",
    "unlike attributes": "".join(f'<i class="a{i}" id=b{i}>' for i in range(MANY)),
    "marks": '<a href="/">' + "<p>" * MANY + "</a>",
    "brackets": "<" * MANY,
    "entities": "&#65;&#x;" * MANY,
    "references beyond any number": f"<p>a&#{'1' * MANY};b&#x{'f' * MANY};c&#{'0' * MANY}65;d",
    "long references in titles and links": "".join(
        f"<title>&#{'9' * 5000}</title><meta name=author content='&#{'8' * 5000};'>"
        f"<a href='/?&#{'7' * 5000}' title='&#{'6' * 5000};'>x</a>"
        f"<time datetime='&#{'5' * 5000}'>y</time>"
        for _ in range(3)
    ),
    "astral": '<p class="\U0001f600">\U0001f600 ' * MANY,
    "white space": "<p>" + "\u3000 \n" * MANY + "</p>",
    "lists in lists": "<ul><li>" * MANY,
    "class after class": "<p " + "class=" * MANY + ">text",
}


def loops() -> Loops:
    if COMPILED is None:
        pytest.skip("the loops were not compiled: no compiler, or DARNEL_COMPILED=0")
    return COMPILED


def check_same(source: str) -> None:
    """All that the reader makes of it, and the walk on the source as it is."""
    compiled = loops()
    rules = {".hid": "display", "#hid": "display", ".nav": "offscreen"}
    assert compiled.walk(source, rules) == PURE.walk(source, rules)
    assert compiled.walk(source, {}) == PURE.walk(source, {})
    assert compiled.signs(source) == PURE.signs(source)
    assert twin_of("detector.html.tidying").unescaped(source) == unescaped(source)
    assert compiled.is_clean(source) == PURE.is_clean(source)
    assert compiled.with_spaces(source) == PURE.with_spaces(source)
    text = clean(source)
    assert repr(read_with(compiled, text)) == repr(read_with(PURE, text))


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_fragments_are_read_the_same(source: str) -> None:
    check_same(source)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_the_same(source: str) -> None:
    check_same(source)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS), min_size=3, max_size=40).map("".join),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_cut_fragments_are_read_the_same(source: str, start: int, size: int) -> None:
    check_same(source[start % len(source) :][:size])


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_the_same(name: str) -> None:
    check_same(HOSTILE[name])


def test_a_million_nested_elements() -> None:
    check_same("<div>" * 1_000_000)


def test_the_pure_loops_read_a_page() -> None:
    page = read_with(PURE, "<p class=a>One <a href='/x'>two</a></p><div hidden>three</div>")
    assert page.text == "One two\nthree"
    assert [(link.href, page.text[link.start : link.end]) for link in page.links] == [("/x", "two")]
    assert [block.how for block in page.blocks] == ["", "attribute"]


def least(read: Callable[[], object], passes: int = 3) -> float:
    """Processor time without the collector, which walks all that the test process holds."""
    took = []
    gc.disable()
    try:
        for _ in range(passes):
            began = time.process_time()
            read()
            took.append(time.process_time() - began)
    finally:
        gc.enable()
    return min(took)


def superlinear(unit: str) -> bool:
    """Whether three times the length takes six times as long, as in ``test_patterns.py``."""
    compiled = loops()
    size = 90_000 // len(unit)
    short, long = "<p>x" + unit * (size // 3), "<p>x" + unit * size
    if least(lambda: read_with(compiled, long), 1) < 0.004:
        return False
    for _ in range(5):  # a busy machine may slow one; what is quadratic is so every time
        if least(lambda: read_with(compiled, long)) <= 6 * least(
            lambda: read_with(compiled, short)
        ):
            return False
    return True


def test_time_is_linear_in_the_length() -> None:
    rng = random.Random(5)
    units = [clean(fragment) or "x" for fragment in FRAGMENTS]
    units += ["".join(rng.choices(units, k=rng.randrange(2, 5))) for _ in range(150)]
    assert [unit for unit in units if superlinear(unit)] == []
