"""Template residue and HTML tricks are read and quoted; honest templates stay near zero."""

from __future__ import annotations

import math

import pytest

from detector.reading import read_page
from detector.record import Record
from features.page import Declared, Markup, Page
from features.table import feature_named

PROSE = "The council met on Tuesday and agreed to repair the old bridge before the winter. " * 4


def value(name: str, text: str, **fields: object) -> float:
    return feature_named(name).measure(Page(text=text, **fields)).value  # type: ignore[arg-type]


def quotes(name: str, page: Page) -> list[str]:
    reading = feature_named(name).measure(page)
    assert reading.evidence is not None
    return [span.of(page.text) for span in reading.evidence()]


def read(html: str) -> Page:
    return read_page(Record(id="x", source="x", url="http://a.example/x", html=html))


def marked(text: str = "text", **facts: object) -> Page:
    facts = {"size": 100, "elements": 10, **facts}
    return Page(text=text, url="http://a.example/", markup=Markup(**facts))  # type: ignore[arg-type]


def test_empty_labels() -> None:
    page = Page(text="更新时间: 浏览次数:8674\n作者：\n来源：某某网\n正文从这里开始")
    assert quotes("empty_labels", page) == ["更新时间:", "作者："]
    assert value("empty_labels", "Ingredients:\n200 g flour\nServes: four\n\nNote: stir well") == 0
    assert value("empty_labels", "Reuters: the time was 12:30, http://a.example") == 0


def test_stock_phrases() -> None:
    assert quotes("boilerplate_rate", Page(text="© 2024 All Rights Reserved. 联系我们")) == [
        "All Rights Reserved",
        "联系我们",
    ]
    assert value("boilerplate_rate", PROSE) == 0


def test_hidden_text_by_its_means() -> None:
    page = read(
        f"<p>{PROSE}</p><div style='display:none'>a menu</div>"
        "<div style='position:absolute;left:-9999px'>casino casino</div>"
    )
    hidden = feature_named("hidden_text_share").measure(page).value
    deceptive = feature_named("deceptive_text_share").measure(page).value
    assert 0 < deceptive < hidden < 0.2
    assert quotes("deceptive_text_share", page) == ["casino casino"]


def test_screen_reader_text_is_not_hidden_text() -> None:
    page = read(
        f"<p>{PROSE}</p><span class='sr-only' style='position:absolute;left:-9999px'>skip</span>"
    )
    assert feature_named("hidden_text_share").measure(page).value == 0


FAR = "position:absolute;left:-9999px"


def linked(style: str, *links: tuple[str, str]) -> Page:
    """A page with links in a block of its own style."""
    anchors = " ".join(f"<a href='{href}'>{text}</a>" for text, href in links)
    return read(f"<p>{PROSE}</p><a href=/news>more</a><div style='{style}'>{anchors}</div>")


SPAM = (
    ("威尼斯人娱乐城", "http://xuedc.example/"),
    ("online casino bonus", "http://www.rosegarden.example.org/"),
    ("cheap viagra", "http://lakes.example.net/a"),
)
SISTERS = tuple((f"Sister {n}", f"http://sister{n}.example.com/") for n in "abcdefgh")


def test_hosts_of_hidden_links() -> None:
    far = linked(FAR, *SISTERS, ("own", "/b"))
    assert feature_named("hidden_sites").measure(far).value == math.log2(9)
    assert quotes("hidden_sites", far)[0] == "Sister a"
    closed = linked("display:none", *SISTERS)
    assert feature_named("hidden_sites").measure(closed).value == 0, "a closed menu"
    spam = linked("display:none", *SPAM, ("x", "http://hg70088.example/"))
    assert feature_named("hidden_sites").measure(spam).value == math.log2(5)


def test_hidden_words_of_search_spam() -> None:
    spam = linked("display:none", *SPAM, *SISTERS)
    assert feature_named("hidden_selling_links").measure(spam).value == math.log2(4)
    assert quotes("hidden_selling_links", spam) == [text for text, _ in SPAM]
    own = linked(FAR, ("online casino", "/games"), *SISTERS)
    assert feature_named("hidden_selling_links").measure(own).value == 0
    assert feature_named("hidden_terms").measure(spam).value >= 2
    shown = read("<p>online casino, cheap viagra, 威尼斯人娱乐城</p><p hidden>the menu</p>")
    assert feature_named("hidden_terms").measure(shown).value == 0
    text = read(f"<p>{PROSE}</p><div style='font-size:0'>时时彩 百家乐 快3 online casino</div>")
    assert feature_named("hidden_terms").measure(text).value >= 2
    assert math.isnan(value("hidden_terms", PROSE))


def test_text_that_fades_in_deceives_nobody() -> None:
    page = read(f"<div style='opacity:0'><p>{PROSE}</p></div><p>{PROSE}</p>")
    assert feature_named("hidden_text_share").measure(page).value > 0.3
    assert feature_named("deceptive_text_share").measure(page).value == 0


@pytest.mark.parametrize(
    ("refresh", "haste"),
    [("0;url=http://b.example", 1), ("4; URL=/x", 0.2), ("300", 0), (None, 0), (";url=x", 1)],
)
def test_meta_refresh(refresh: str | None, haste: float) -> None:
    assert feature_named("meta_refresh").measure(marked(refresh=refresh)).value == haste


def test_languages_that_do_not_fit() -> None:
    assert feature_named("language_gap").measure(
        marked("我们去公园里走了一圈" * 9, declared=Declared(lang="de-DE"))
    ).value == 1  # fmt: skip
    assert feature_named("language_gap").measure(
        marked("国会で会議が開かれた" * 9, declared=Declared(lang="ja"))
    ).value == 0  # fmt: skip


def test_class_names_of_random_letters() -> None:
    drawn = ("qkzvdh", "hjwxgq", "fbqtmz", "xzkcvb", "wqpzjx", "kqjzwx")
    words = ("header", "navbar", "article", "wrapper", "inhalt", "spalte", "neirong", "daohang")
    tools = ("css-1x2y3z", "sc_bdVaJa", "col-md-6", "w-100", "btn-lg", "jss12")
    for names, low, high in ((drawn, 0.5, 0.6), (words + tools, 0, 0)):
        page = Page(text="Text", markup=Markup(size=9, elements=9, classes=names))
        assert low <= feature_named("random_classes").measure(page).value <= high
    assert math.isnan(feature_named("random_classes").measure(Page(text="Text")).value)
