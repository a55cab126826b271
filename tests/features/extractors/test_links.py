"""Where links lead and what they say, on pages of a few links."""

from __future__ import annotations

import math

import pytest

from features.page import Link, Markup, Page
from features.table import feature_named
from features.views.targets import is_random, site_of

MARKUP = Markup(size=1000, elements=20)


def page_of(
    *links: tuple[str, str] | tuple[str, str, str],
    before: str = "",
    url: str | None = "http://www.honest.example/a",
) -> Page:
    """A page whose links stand in a row after ``before``: (anchor, href[, rel])."""
    text, found = before, []
    for anchor, href, *rel in links:
        found.append(Link(href, len(text), len(text) + len(anchor), *rel))
        text += anchor + " "
    return Page(text=text or " ", url=url, links=tuple(found), markup=MARKUP)


def value(name: str, page: Page) -> float:
    return feature_named(name).measure(page).value


def quotes(name: str, page: Page) -> list[str]:
    reading = feature_named(name).measure(page)
    assert reading.evidence is not None
    return [span.of(page.text) for span in reading.evidence()]


OWN = [(f"栏目{n}", f"/list/{n}.html") for n in "一二三四五"]
AWAY = [(f"友站{n}", f"http://www.site{n}.example/") for n in range(1, 6)]
LINK_SIGNALS = (
    "affiliate_share",
    "link_density",
    "links_at_end",
    "outside_link_share",
    "random_anchor_share",
    "random_path_share",
    "selling_links",
    "shortener_share",
    "strange_hosts",
    "target_repeats",
)


@pytest.mark.parametrize("name", LINK_SIGNALS)
def test_a_page_without_html_has_no_links_to_read(name: str) -> None:
    assert math.isnan(value(name, Page(text="只有文字。" * 50)))


def test_sites_by_shape() -> None:
    assert site_of("a.b.shop.com.cn") == "shop.com.cn"
    assert site_of("www.Honest.example") == "honest.example"
    assert site_of("localhost") == "localhost"
    assert site_of("10.0.0.1") == "10.0.0.1"


def test_density() -> None:
    page = page_of(("链接", "/a"), before="八个字的正文在此")
    assert value("link_density", page) == pytest.approx(2 / 11)
    assert quotes("link_density", page) == ["链接"]


def test_outside() -> None:
    page = page_of(*OWN, *AWAY)
    assert value("outside_link_share", page) == 0.5
    assert quotes("outside_link_share", page) == [anchor for anchor, _ in AWAY]
    assert value("outside_link_share", page_of(*OWN)) == 0
    assert value("links_at_end", page_of(*AWAY, before="正文" * 300)) == 1
    assert value("links_at_end", page_of(*AWAY)) < 0.5


def test_a_page_of_unknown_address_is_of_the_site_it_links_to_most() -> None:
    own = [(f"栏目{n}", f"http://www.home.example/{n}") for n in range(5)]
    assert value("outside_link_share", page_of(*own, *AWAY, url=None)) == 0.5


def test_repeats() -> None:
    page = page_of(("更多", "/a"), ("更多", "/b"), ("更多", "/c"), ("首页", "/"), ("首页", "/"))
    assert value("target_repeats", page) == pytest.approx(1 / 5)
    assert quotes("target_repeats", page) == ["首页"]


def test_random_words() -> None:
    assert is_random("x7k2m9q")
    assert is_random("qwrtplk")
    assert not is_random("index2")
    assert not is_random("strength")
    assert not is_random("20240131")
    for word in ("search4stuff", "nachtschicht", "wirtschaftspolitik", "peer2peer"):
        assert not is_random(word)
    odd = [("a1b2c3d", "http://s1.example/k3j9x2/q8w1e5.html")] * 2
    page = page_of(*odd, ("首页", "/"), ("新闻", "/news/2024/0131/1.html"), ("关于", "/about"))
    assert value("random_anchor_share", page) == pytest.approx(2 / 5)
    assert value("random_path_share", page) == pytest.approx(2 / 5)
    assert quotes("random_path_share", page) == ["a1b2c3d"] * 2
    member = page_of(("h2458wxp", "/u/1"), *[("首页", "/")] * 9)
    assert value("random_anchor_share", member) == pytest.approx(0.05)


def test_paid_and_short() -> None:
    page = page_of(
        ("买", "https://shop.example/item?id=1&aff_id=77"),
        ("看", "/x", "nofollow ugc"),
        ("顶", "#top"),
        ("开", "javascript:void(0)"),
        ("", "/img"),
    )
    assert value("affiliate_share", page) == pytest.approx(1 / 5)
    assert quotes("affiliate_share", page) == ["买"]
    short = [(f"点{n}", f"https://t.cn/A6x{n}Qz") for n in range(5)]
    assert value("shortener_share", page_of(*short)) == 1
    assert value("shortener_share", page_of(*AWAY)) == 0


def test_hidden_links_are_not_among_the_visible_ones() -> None:
    page = page_of(*[("四个字了", f"/{n}") for n in range(5)])
    assert value("target_repeats", page) == 0
    hidden = Page(
        text=page.text,
        markup=MARKUP,
        links=tuple(link._replace(hidden=True) for link in page.links),
    )
    assert math.isnan(value("target_repeats", hidden))
    assert value("link_density", hidden) == 0


def test_domain_chain() -> None:
    text = "合作：甲网(www.jia.com)|乙网(yi.com.cn)|丙网(bing.net)，欢迎来访"
    assert value("domain_chain", Page(text=text)) == 2
    assert quotes("domain_chain", Page(text=text)) == ["www.jia.com)|乙网(yi.com.cn)|丙网(bing.net"]
    assert value("domain_chain", Page(text="写信到 abc@mail.com 或看 3.14 和 e.g. this.")) == 0


def test_a_chain_of_made_up_endings_in_brackets() -> None:
    page = page_of(before="betora(4sny5g.example)| slotiva(jr8ocx.test)| lendoro(la4l1z.invalid)| ")
    assert value("domain_chain", page) == 2
    assert (
        value("domain_chain", page_of(before="Call open(file), then file.read() (see below).")) == 0
    )


def hidden(*links: tuple[str, str], visible: tuple[tuple[str, str], ...] = ()) -> Page:
    """A page with hidden links behind its visible ones."""
    page = page_of(*visible, *links)
    shown = len(visible)
    found = [
        link if number < shown else link._replace(hidden=True)
        for number, link in enumerate(page.links)
    ]
    return Page(text=page.text, url=page.url, links=tuple(found), markup=MARKUP)


def test_sites_that_only_hidden_links_lead_to() -> None:
    farm = hidden(*[(f"赌场{n}", f"https://q{n}x.example/a") for n in range(7)])
    assert value("hidden_sites", farm) == 3
    assert "赌场3" in quotes("hidden_sites", farm)
    english = hidden(*[(f"casino {n}", f"https://q{n}x.example/a") for n in range(7)])
    assert value("hidden_sites", english) == 3
    own = hidden(*[(f"menu {n}", f"/m/{n}") for n in range(9)])
    assert value("hidden_sites", own) == 0
    sister = hidden(
        *[(f"menu {n}", f"https://sister.example/{n}") for n in range(9)],
        *AWAY,
        visible=tuple(AWAY),
    )
    assert value("hidden_sites", sister) == 0, "a closed menu, and links that are shown as well"


def test_links_in_the_words_of_trades_that_spam() -> None:
    spam = [
        ("online casino", "http://a.flowers.example/x"),
        ("cheap viagra", "http://b.flowers.example/y"),
        ("时时彩平台", "http://www.huadian.example/"),
        ("百家乐", "http://www.huadian.example/2"),
    ]
    page = page_of(*OWN, *spam)
    assert value("selling_links", page) == 2, "three hosts"
    assert quotes("selling_links", page) == ["online casino", "cheap viagra", "时时彩平台"]
    own = [(text, f"/games/{number}") for number, (text, _) in enumerate(spam)]
    assert value("selling_links", page_of(*own, *AWAY)) == 0
    assert value("selling_links", page_of(*AWAY, before="online casino, 时时彩 ")) == 0


def test_links_to_hosts_with_strange_names() -> None:
    odd = [(f"link {name}", f"http://{name}.example/") for name in ("x7k2q9", "hg70088", "qzxwvk")]
    page = page_of(*AWAY, *odd)
    assert value("strange_hosts", page) == 2
    assert quotes("strange_hosts", page) == [text for text, _ in odd]
    offices = [(f"局 {name}", f"http://{name}.gov.cn/") for name in ("sjzjtw", "zjtqyb", "bjkjxh")]
    assert value("strange_hosts", page_of(*AWAY, *offices)) == 0
    assert value("strange_hosts", page_of(("163", "http://www.163.com/"), *AWAY)) == 0
