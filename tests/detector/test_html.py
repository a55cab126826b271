from __future__ import annotations

import gzip
import html
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detector.html import document
from detector.html.document import read_html
from detector.html.loops import COMPILED, PURE
from detector.html.tokens import unescaped
from features.blocks import BlockKind
from features.page import Page

PROSE = (
    "<p>The library opened its doors again on Monday, and the first visitors came early to see "
    "the reading room, which had been closed for two years.</p>"
)


@pytest.fixture(scope="module", autouse=True, params=["compiled", "pure"])
def loops(request: pytest.FixtureRequest) -> Iterator[None]:
    """Everything here holds of both kinds of loops."""
    chosen = PURE if request.param == "pure" else COMPILED
    if chosen is None:
        pytest.skip("the loops were not compiled: no compiler, or DARNEL_COMPILED=0")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "LOOPS", chosen)
        yield


def visible(page: Page) -> str:
    return page.text[: page.visible_end]


def kinds(page: Page) -> dict[str, str]:
    return {page.text[b.start : b.end]: b.kind.value for b in page.blocks}


def hidden(page: Page) -> dict[str, str]:
    return {page.text[b.start : b.end]: b.how for b in page.blocks if b.kind is BlockKind.HIDDEN}


def check(page: Page) -> None:
    """What holds for every page: spans inside the text, blocks in order, hidden ones last."""
    page.text.encode()
    at = 0
    seen_hidden = False
    for block in page.blocks:
        assert at <= block.start < block.end <= len(page.text)
        assert page.text[block.start : block.end].strip() == page.text[block.start : block.end]
        assert not seen_hidden or block.kind is BlockKind.HIDDEN
        seen_hidden = block.kind is BlockKind.HIDDEN
        assert bool(block.how) is seen_hidden
        at = block.end
    for link in page.links:
        assert 0 <= link.start <= link.end <= len(page.text)
        assert link.start == link.end or link.hidden is (link.start >= page.visible_end)
    assert page.markup is not None
    for hint in page.markup.hints:
        assert 0 <= hint.start <= hint.end <= len(page.text)


@pytest.mark.parametrize(
    ("trick", "how"),
    [
        ('<div style="display:none">bad words</div>', "display"),
        ("<DIV STYLE='DISPLAY : NONE'>bad words</DIV>", "display"),
        ('<span style="visibility: hidden">bad words</span>', "visibility"),
        ("<p hidden>bad words</p>", "attribute"),
        ('<div style="position:absolute;left:-9999px">bad words</div>', "offscreen"),
        ('<div style="position:fixed; top:-2000px">bad words</div>', "offscreen"),
        ('<h2 style="text-indent:-9999px">bad words</h2>', "offscreen"),
        ('<font style="font-size:0px">bad words</font>', "tiny"),
        ('<p style="font-size: 1px">bad words</p>', "tiny"),
        ('<div style="height:0;overflow:hidden">bad words</div>', "tiny"),
        ('<div style="opacity:0">bad words</div>', "opacity"),
        ('<p style="color:#fff;background:#FFFFFF">bad words</p>', "contrast"),
        ('<p style="color:#fefefe;background-color:white">bad words</p>', "contrast"),
        ('<p style="color:rgb(9,9,9);background:rgb(9, 9, 9)">bad words</p>', "contrast"),
        ("<table bgcolor=#fff><tr><td><font color=white>bad words</font></table>", "contrast"),
        ("<marquee height=1 width=4>bad words</marquee>", "marquee"),
        ("<style>.k{display:none}</style><div class='a k'>bad words</div>", "display"),
        ("<style>p{x:y}#k, .j{position:absolute;left:-900px}</style><i id=k>bad words</i>",
         "offscreen"),
    ],
)  # fmt: skip
def test_text_kept_from_the_reader_stands_apart(trick: str, how: str) -> None:
    page = read_html(f"<body>{PROSE}before {trick} after<p>tail")
    check(page)
    assert hidden(page) == {"bad words": how}
    assert "bad words" not in visible(page)
    assert "before" in visible(page)
    assert "after" in visible(page)


@pytest.mark.parametrize(
    "honest",
    [
        '<a class="sr-only" style="position:absolute;left:-9999px" href="#m">words</a>',
        '<span class="screen-reader-text" style="position:absolute;left:-9999px">words</span>',
        "<noscript>words</noscript>",
        '<p style="color:#fff;background:#036">words</p>',
        '<p style="color:#fff">words</p>',
        '<p style="font-size:10px;opacity:0.5;left:-4px;position:relative">words</p>',
        '<p class="hidden-xs">words</p>',
        "<style>@media print{.p{display:none}}</style><p class=p>words</p>",
        "<style>.menu .k{display:none}</style><p class=k>words</p>",
        '<div aria-hidden="true">words</div>',
        '<body style="display:none"><p>words',
    ],
)
def test_honest_ways_to_lay_out_text_are_not_hidden_text(honest: str) -> None:
    page = read_html(honest + PROSE)
    check(page)
    assert hidden(page) == {}
    assert "words" in page.text


def test_templates_scripts_and_styles_are_no_text() -> None:
    page = read_html(
        "<template><p>t</p></template><script>if(a<b)document.write('<p>s</p>')</script>"
        "<style>p{}</style><textarea>f</textarea><svg><title>v</title></svg>" + PROSE
    )
    assert page.text.startswith("The library")
    assert page.text.endswith("two years.")


def test_hidden_elements_end_where_they_end() -> None:
    page = read_html(
        '<ul><li style="display:none">one<li>two</ul><p style="display:none">three<p>four'
        '<div style="display:none"><div>five</div>six</div>seven'
        "<span hidden>eight<b>nine</b></span>ten"
    )
    check(page)
    assert set(visible(page).split()) == {"two", "four", "seven", "ten"}
    assert " ".join(hidden(page)) == "one three five six eightnine"


def test_links_with_anchors_and_attributes() -> None:
    page = read_html(
        '<p>See <a href="/a?x=1&amp;y=2" rel="nofollow ugc">the <b>first</b> page</a> or '
        "<a href=/b>another</a>.</p><a href='/c'><img src=i></a>"
        '<div style="display:none"><a href="/d">four</a></div><a name=x>no link</a>'
    )
    check(page)
    found = [(k.href, page.text[k.start : k.end], k.rel, k.hidden) for k in page.links]
    assert found == [
        ("/a?x=1&y=2", "the first page", "nofollow ugc", False),
        ("/b", "another", "", False),
        ("/c", "", "", False),
        ("/d", "four", "", True),
    ]


def test_an_anchor_around_blocks_spans_them() -> None:
    page = read_html('<a href="/x"><div>one</div><div>two</div></a><div>three</div>')
    (link,) = page.links
    assert page.text[link.start : link.end] == "one\ntwo"


def test_an_anchor_never_ended_ends_with_its_container() -> None:
    page = read_html("<ul><li><a href=/1>one<li><a href=/2>two</ul>" + PROSE)
    check(page)
    assert [page.text[k.start : k.end] for k in page.links][:2] == ["one", "two"]
    assert kinds(page)[page.text[page.text.index("The library") :]] == "prose"


def test_words_run_together_only_where_the_source_does() -> None:
    page = read_html("<p>a<b>b</b>c <i>d</i>\n e&nbsp;f<!-- x -->g</p><td>h</td><td>i</td>j<br>k")
    assert page.text == "abc d e fg\nh\ni\nj\nk"


def test_kinds_of_a_plain_news_page() -> None:
    page = read_html(
        "<title>T | Site</title><nav><a href=/>Home</a> <a href=/b>About</a></nav>"
        "<header><div>Monday paper</div></header>"
        f"<article><h1>Library opens</h1>{PROSE * 4}<ul><li>first thing that was done<li>second "
        "thing</ul></article>"
        f'<div class="comments"><p>Nice!</p>{PROSE}</div><footer>All rights reserved</footer>'
    )
    check(page)
    found = kinds(page)
    assert found["Home About"] == "link block"
    assert found["Monday paper"] == "furniture"
    assert found["Library opens"] == "heading"
    assert found["first thing that was done"] == "list"
    assert found["Nice!"] == "furniture"
    assert found["All rights reserved"] == "furniture"
    assert page.title == "T | Site"
    assert page.markup is not None
    assert page.markup.headings == ("Library opens",)


def test_a_name_is_not_believed_of_the_element_that_holds_the_article() -> None:
    page = read_html(f'<div class="no-x sidebar-layout"><div id="comments">{PROSE * 6}</div></div>')
    assert {b.kind for b in page.blocks} == {BlockKind.PROSE}


def test_facts_of_the_head() -> None:
    page = read_html(
        '<html lang="zh-CN"><head><meta charset=utf-8><title>标题&amp;x</title>'
        '<meta name="author" content="张三"><meta property="og:site_name" content="某报">'
        '<meta property="og:title" content="标题"><meta content="关键词,词" name="Keywords">'
        '<meta property="og:url" content="https://a.example/1">'
        '<link rel="canonical" href="https://a.example/1?a&amp;b">'
        '<meta http-equiv="refresh" content="0; url=https://b.example/">'
        '<meta property="article:published_time" content="2024-05-01">'
        '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","author":'
        '[{"name":"李四"},{"name":"王五"}],"publisher":{"name":"某社"},'
        '"datePublished":"2024-05-02"}]}</script></head><body><h1>题</h1>正文'
    )
    assert page.markup is not None
    declared = page.markup.declared
    assert page.title == "标题&x"
    assert declared.lang == "zh-CN"
    assert declared.authors == ("张三",)
    assert declared.ld_authors == ("李四", "王五")
    assert declared.ld_publishers == ("某社",)
    assert declared.site_name == "某报"
    assert declared.og_title == "标题"
    assert declared.og_url == "https://a.example/1"
    assert declared.keywords == "关键词,词"
    assert declared.canonical == "https://a.example/1?a&b"
    assert declared.published == "2024-05-02"
    assert page.markup.refresh == "0; url=https://b.example/"


def test_broken_json_still_tells_names_and_dates() -> None:
    page = read_html(
        '<script type="application/ld+json">{"author": {"@type": "Person", "name": "Jo Doe"},,'
        '"publisher": {"name": "The Paper"}, "datePublished": "2024-05-02"</script><p>x'
    )
    assert page.markup is not None
    assert page.markup.declared.ld_authors == ("Jo Doe",)
    assert page.markup.declared.ld_publishers == ("The Paper",)
    assert page.markup.declared.published == "2024-05-02"


def test_escapes_in_json_make_no_halves_of_pairs_and_no_nuls() -> None:
    page = read_html(
        '<script type="application/ld+json">{"author": {"name": "Jo\\ud800 Doe"}, "publisher": '
        '{"name": "\\u0000The Paper"}, "datePublished": "2024-05-02\\udfff"}</script><p>x'
    )
    assert page.markup is not None
    assert page.markup.declared.ld_authors == ("Jo\ufffd Doe",)
    assert page.markup.declared.ld_publishers == ("The Paper",)
    assert page.markup.declared.published == "2024-05-02\ufffd"


def test_references_to_a_list_of_names_do_not_multiply_without_end() -> None:
    names = json.dumps([f"n {number}" + "y" * 1900 for number in range(50)])
    node = '{"author":[' + ",".join(['{"@id":"x"}'] * 50) + "]}"
    body = '{"@graph":[{"@id":"x","name":' + names + "}," + ",".join([node] * 160) + "]}"
    tracemalloc.start()
    page = read_html(f'<script type="application/ld+json">{body}</script><p>x')
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert page.markup is not None
    assert len(page.markup.declared.ld_authors) == 50
    assert peak < 100_000_000  # all of them were 400,000 names, 800 MB


def test_hints_of_author_and_date() -> None:
    page = read_html(
        '<div class="post-byline">By <a rel="author" href="/j">Jo Doe</a>, '
        '<time datetime="2024-05-01T08:00">May 1</time></div>'
        '<meta itemprop="datePublished" content="2024-05-02"><span id="pubtime">today</span>'
        f'<div class="author">{PROSE * 3}</div>'
    )
    check(page)
    assert page.markup is not None
    found = [(h.how, page.text[h.start : h.end], h.value) for h in page.markup.hints]
    assert found == [
        ("author:class", "By Jo Doe, May 1", "byline"),
        ("author:rel", "Jo Doe", ""),
        ("date:time", "May 1", "2024-05-01T08:00"),
        ("date:itemprop", "", "2024-05-02"),
        ("date:class", "today", "pubtime"),
    ]


def test_encoded_letters_and_split_words_are_counted() -> None:
    page = read_html("<p>国&#22269;&#x56FD;国&#33;&amp; ca<!-- x -->sino <!-- y --> b")
    assert page.text == "国国国国!& casino b"
    assert page.markup is not None
    assert page.markup.encoded_letters == 2
    assert page.markup.split_words == 1


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("<p>Die T&#252;r f&#xFC;r alle", 0),  # what the charset lacks
        ("<p>&#20013;&#22269; and <b title='&#20013;&#22269;'>中国</b>", 0),  # a template's habit
        ("<a href='mailto:&#105;&#64;&#97;.&#98;'>i&#64;&#97;&#46;&#98;</a>", 1),
        ("<p>中&#22269;人&#27665;网 &#20013;国", 3),
        ("<p>&#99;as&#105;no", 2),
        ("<p>&#xd800;&#0;&#1114112;&#99999999;&#;&#x;中", 0),
    ],
)
def test_letters_encoded_here_and_there(source: str, count: int) -> None:
    page = read_html(source)
    assert page.markup is not None
    assert page.markup.encoded_letters == count


def test_class_names_are_listed_as_often_as_they_stand() -> None:
    page = read_html('<div class="a b"><p class=\'b c\'>x</p><a class="a" href=u>y</a></div>')
    assert page.markup is not None
    assert page.markup.classes == ("a", "b", "a", "b", "c")
    assert page.markup.elements == 3
    unquoted = read_html("<p class=d id=e>x").markup
    assert unquoted is not None
    assert unquoted.classes == ("d",)


def test_authors_of_comments_and_related_items_are_not_the_author() -> None:
    page = read_html(
        '<script type="application/ld+json">{"@context":"https://schema.org","@graph":['
        '{"@type":"Person","@id":"#p","name":"Jo Doe"},{"@type":"Organization","@id":"#o","name":'
        '"The Paper"},{"@type":["Article"],"author":{"@id":"#p"},"publisher":{"@id":"#o"},'
        '"comment":[{"@type":"Comment","author":{"name":"Troll"}}]},'
        '{"@type":"Review","author":{"name":"Critic"}}]}</script><p>x'
    )
    assert page.markup is not None
    assert page.markup.declared.ld_authors == ("Jo Doe",)
    assert page.markup.declared.ld_publishers == ("The Paper",)


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 200_000 + "x",
        "<td>" + "<section>" * 20_000 + "</div>" * 100_000 + "x",
        "<a href=x>" * 200_000 + "x",
        '<a href="x>' + '<a b="' * 200_000,
        "<!--" * 200_000,
        "<!--" + "-" * 500_000,
        "<script>" * 100_000,
        "<" * 500_000,
        "<a" + "=" * 500_000,
        "<a " + 'x="y" ' * 100_000,
        "<style>" + ".a{display:none}" * 20_000 + "</style><p class=a>x",
        '<p style="' + "display:none;" * 50_000 + '">x',
        '<p style="font-size:1' + "0" * 5_000 + '">x&#99999999999999999999;',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>x",
        '<script type="application/ld+json">{"author":' * 10_000,
        "ld+json" * 50_000,
        "<p>\0x\x02</p>" * 20_000,
        "中" * 500_000,
        "<title>" * 50_000,
        "<ul>" + "<li>x" * 50_000,
        "&#65" * 50_000,
        "\ud800<p>\udfff",
        "",
    ],
    ids=range(23),
)
def test_hostile_sources_are_read_to_the_end(source: str) -> None:
    check(read_html(source))


def test_many_links_are_bounded() -> None:
    page = read_html("<a href=x>y</a>" * 50_000)
    check(page)
    assert len(page.links) == 20_000
    assert len(page.text) == 50_000


_MARKUP = """<p> </p> <div> </div> <span> </span> <li> <ul> </ul> <table> <td> </td> <br> <b> </b>
    <!-- --> <script> </script> <title> </title> <svg> </svg> <pre> </pre> <time> <h1> </h1> <nav>
    </nav> &amp; &#65; <x-y> <marquee> </marquee> </body> <select> <option> <style> </style> </a>
    <noscript> <p/hidden> <i/class=q> <a/href=u>"""
_TAGS = st.sampled_from(
    [
        *_MARKUP.split(),
        '<a href="u">',
        '<div style="display:none">',
        '<span style="display:none">',
        '<p style="display:none">',
        '<a href="v" style="display:none">',
        '<div class="author">',
        '<span class="date">',
        '<a rel="author" href="w">',
        '<div class="comments">',
        "<style>.q{display:none}</style>",
        '<i class="q">',
        " ",
        "\n",
        "\x02",
    ]
)


@given(st.lists(st.one_of(_TAGS, st.text(max_size=4)), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_markup_gives_a_sound_page(source: str) -> None:
    check(read_html(source))


@given(st.one_of(st.text(), st.binary()))
@settings(deadline=None)
def test_any_text_or_bytes_give_a_sound_page(source: str | bytes) -> None:
    check(read_html(source))


@pytest.mark.corpus
def test_own_text_of_marked_pages_is_found(shared: Path) -> None:
    """Floor under the F1 of the page's own text; the benchmark compares it with other readers."""
    scores = []
    with gzip.open(shared / "corpus" / "zh_byline_gold_html.jsonl.gz") as file:
        for line in file:
            row = json.loads(line)
            page = read_html(row["html"])
            check(page)
            own = (BlockKind.PROSE, BlockKind.HEADING, BlockKind.LIST)
            found = "".join(page.text[b.start : b.end] for b in page.blocks if b.kind in own)
            found, gold = "".join(found.split()), "".join(row["text"].split())
            mine = {found[i : i + 4] for i in range(len(found) - 3)}
            theirs = {gold[i : i + 4] for i in range(len(gold) - 3)}
            scores.append(2 * len(mine & theirs) / (len(mine) + len(theirs)))
    assert sum(scores) / len(scores) > 0.95


def test_a_reference_beyond_any_number_is_a_character_like_any_other() -> None:
    many = "1" * 5000
    page = read_html(
        f"<title>Reopened &#{many};</title><meta name=author content='Ada &#{many};'>"
        f"<p>One&#{many};two&#{'0' * 5000}65;<a href='/?&#{many};'>three</a>"
    )
    assert page.text == "One\ufffdtwoAthree"
    assert page.title == "Reopened \ufffd"
    assert page.links[0].href == "/?\ufffd"
    assert page.markup is not None
    assert page.markup.declared.authors == ("Ada \ufffd",)


@pytest.mark.parametrize(
    "text",
    ["&#12345678;", "&#123456789;x", "&#00000000065;", "&#000000000;", "&#1114112", "&#x41;"],
)
def test_long_references_are_resolved_as_the_standard_library_does(text: str) -> None:
    assert unescaped(text) == html.unescape(text)
