"""Sites are grouped by the template of one hand, never by a theme that anybody can install."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detector.cli import app
from detector.html.document import read_html
from detector.templates import Template, shared_templates, template
from features.page import Page

STORY = (
    "<p>今天的第{n}条消息说的是完全不同的事情，{host}的读者会看到另外一些句子，写得不长也不短。</p>"
)


def network(host: str, n: int) -> str:
    """A page of a made-up network: its own template, other text on every site."""
    return (
        "<html><body><div class='zq-shell'><div class='zq-crumbs'><a href='/'>首页</a></div>"
        f"<h1 class='zq-head'>{host} 第{n}篇</h1>"
        f"<div class='zq-meta zq-meta--thin'>来源 {host}</div>"
        f"<div class='zq-text'>{STORY.format(n=n, host=host)}</div>"
        "<ul class='zq-pool'><li class='zq-pool-cell'><a href='/a'>推荐阅读一</a></li></ul>"
        f"<footer class='zq-legal'>© 2025 {host} 本站内容仅供参考</footer></div></body></html>"
    )


def wordpress(host: str, n: int) -> str:
    """A page on the theme WordPress comes with, as its own class names have it."""
    return f"""<html><body class='post-template-default single single-post postid-{n} singular'>
    <div id='page' class='site'><header class='site-header has-title-and-tagline'>
    <div class='site-branding'><p class='site-title'>{host}</p></div>
    <nav class='primary-navigation'><ul class='menu-wrapper'>
    <li class='menu-item menu-item-type-custom'><a href='/'>Home</a></li></ul></nav></header>
    <main class='site-main'><article class='post type-post status-publish hentry entry'>
    <header class='entry-header'><h1 class='entry-title'>Story {n}</h1></header>
    <div class='entry-content'>{STORY.format(n=n, host=host)}</div>
    <footer class='entry-footer default-max-width'><span class='posted-on'>Published</span>
    <span class='byline'>By <a class='author' href='/a'>x</a></span></footer></article>
    <nav class='navigation post-navigation'><div class='nav-links'><div class='nav-previous'>
    <a href='/1'><p class='meta-nav'>Previous post</p></a></div></div></nav></main>
    <aside class='widget-area'><section class='widget widget_search'>
    <label class='wp-block-search__label'>Search</label></section>
    <section class='widget widget_recent_entries'><h2 class='widget-title'>Recent Posts</h2>
    </section></aside><footer class='site-footer'>
    <div class='powered-by'>Proudly powered by WordPress</div></footer></div></body></html>"""


def bought(host: str, n: int) -> str:
    """A page on a theme that is sold to anybody, with class names of its own."""
    return network(host, n).replace("zq-", "mercury-")


def read(host: str, make: Callable[[str, int], str], n: int = 1) -> Template:
    return template(read_html(make(host, n), None, f"http://{host}/{n}"))


def flagged(*sites: tuple[str, Callable[[str, int], str]]) -> dict[str, list[tuple[str, Template]]]:
    return {host: [(f"{host}/{n}", read(host, make, n)) for n in (1, 2)] for host, make in sites}


def test_a_network_is_joined_with_a_page_of_each_site_to_look_at() -> None:
    hosts = [f"s{n}.example" for n in range(5)]
    honest = [read(f"h{n}.example", wordpress) for n in range(10)]
    found = shared_templates(flagged(*((host, network) for host in hosts)), honest)
    assert {(pair.first, pair.second) for pair in found} == {("s0.example", h) for h in hosts[1:]}
    for pair in found:
        assert pair.share > 0.95
        assert pair.pages[0].startswith("s0.example/")
        assert pair.pages[1].startswith(pair.second)


@pytest.mark.parametrize("honest_sites", [0, 3, 40])
def test_the_theme_wordpress_comes_with_joins_nobody(honest_sites: int) -> None:
    farms = flagged(*((f"f{n}.example", wordpress) for n in range(6)))
    honest = [read(f"h{n}.example", wordpress) for n in range(honest_sites)]
    assert shared_templates(farms, honest) == []


def test_a_theme_that_honest_sites_have_too_joins_nobody() -> None:
    farms = flagged(*((f"f{n}.example", bought) for n in range(6)))
    assert len(shared_templates(farms, [])) == 5
    honest = [read("honest.example", bought)]
    assert shared_templates(farms, honest) == []
    # One honest site in the sample stands for all the sample was drawn from.
    many = flagged(*((f"f{n}.example", bought) for n in range(30)))
    assert len(shared_templates(many, honest)) == 29
    assert shared_templates(many, honest, scale=10) == []


def test_pages_without_markup_have_no_template() -> None:
    none = template(Page(text="首页\n关于我们\n联系方式", url="http://a.example/"))
    assert len(none.classes) == len(none.lines) == 0
    assert shared_templates({"a.example": [("1", none)], "b.example": [("2", none)]}, []) == []


def test_hosts_says_why_sites_belong_together(tmp_path: Path) -> None:
    made = [(f"s{n}.example", network) for n in range(3)]
    made += [(f"w{n}.example", wordpress) for n in range(2)]
    made += [(f"h{n}.example", wordpress) for n in range(35)]
    rows, pages = [], []
    for host, make in made:
        farm = not host.startswith("h")
        rows.append(
            {
                "id": f"http://{host}/1",
                "host": host,
                "status": "ok",
                "score": 0.99 if farm else 0.01,
                "label": "farm" if farm else "legit",
                "reasons": [],
                "cluster": None,
            }
        )
        pages.append({"url": f"http://{host}/1", "html": make(host, 1)})
    scored, crawl = tmp_path / "scored.jsonl", tmp_path / "crawl.jsonl"
    scored.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    crawl.write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
    call = ["hosts", str(scored), "--pages", str(crawl)]
    shown = CliRunner().invoke(app, call)
    assert shown.exit_code == 0, shown.output
    assert "1 station groups" in shown.stdout
    assert "shared template (100%)" in shown.stdout
    assert "http://s0.example/1" in shown.stdout
    told = [json.loads(x) for x in CliRunner().invoke(app, [*call, "--json"]).stdout.splitlines()]
    groups = {site["host"]: site["group"] for site in told}
    assert {host for host, group in groups.items() if group} == {f"s{n}.example" for n in range(3)}
    (reason,) = next(site for site in told if site["host"] == "s1.example")["group_reasons"]
    assert reason["kind"] == "shared template"
    assert reason["pages"] == ["http://s0.example/1", "http://s1.example/1"]
    table = CliRunner().invoke(app, [*call, "--format", "csv"]).stdout
    assert "shared template (100%) with s0.example" in table
    without = CliRunner().invoke(app, ["hosts", str(scored)])
    assert "station groups" not in without.stdout


@pytest.mark.corpus
def test_a_real_spider_pool_is_one_group_and_its_honest_neighbours_none(shared: Path) -> None:
    import gzip

    def read_some(name: str, most: int) -> dict[str, list[tuple[str, Template]]]:
        found: dict[str, list[tuple[str, Template]]] = {}
        with gzip.open(shared / "corpus" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                row = json.loads(line)
                page = read_html(row["html"], None, row["url"])
                if page.host:
                    found.setdefault(page.host, []).append((row["url"], template(page)))
                if number == most:
                    break
        return found

    pool = read_some("zh_spiderpool2025_html", 100)
    honest = read_some("zh_web2017_legit_html", 150)
    reference = [pages[0][1] for pages in honest.values()]
    found = shared_templates({host: pages[:3] for host, pages in pool.items()}, reference)
    assert len({pair.second for pair in found}) == len(pool) - 1 == 8
