"""The best byline, site and date drawn from what a page says of itself."""

from __future__ import annotations

import pytest

from detector.reading import read_page
from detector.record import Record
from features.attribution.byline import authors, byline, published, site
from features.page import Page

STORY = (
    "<p>" + "Kites rose above the river while the town looked on, and nobody hurried. " * 6 + "</p>"
)


def html(body: str, head: str = "", url: str = "https://gazette.example/kites") -> Page:
    markup = f"<html><head><title>Kites over town</title>{head}</head><body>{body}</body></html>"
    return read_page(Record(id="1", source="t", url=url, html=markup))


def test_labelled_author_comes_before_editor_and_reporter_mentions() -> None:
    page = Page(
        text="风筝一路向北\n来源：河堤晚报\n记者 许青报道，昨日起风。\n作者：周望\n责任编辑：何远山"
    )
    assert byline(page) == "周望"


def test_editor_only_when_nobody_else_is_named() -> None:
    assert byline(Page(text="风筝一路向北\n昨日起风。\n责任编辑：何远山")) == "何远山"
    assert byline(Page(text="风筝一路向北\n本报记者 周望\n责任编辑：何远山")) == "周望"


def test_reporters_on_following_lines_are_one_byline() -> None:
    page = Page(text="风筝一路向北\n本报实习生 许青\n本报记者 周望 何远山\n2003-7-24\n昨日起风。")
    assert byline(page) == "许青、周望、何远山"


def test_names_alone_under_the_title() -> None:
    page = Page(text="风筝一路向北\n周望、许青远\n近年来，风筝越飞越高。", title="风筝一路向北")
    assert authors(page) == ("周望", "许青远")


def test_a_name_in_brackets_at_the_end_signs_the_article() -> None:
    assert byline(Page(text="风筝一路向北\n昨日起风，风筝越飞越高。\n（许青）")) == "许青"


@pytest.mark.parametrize(
    "line",
    [
        "作者：佚名", "作者：", "来源：河堤晚报", "发布时间：2020-01-02",
        "作者：DedeCMS_V57_UTF8_SP1", "作者：织梦cms", "作者：WordPress 6.4", "作者：Discuz! X3.4",
    ],
)  # fmt: skip
def test_nobody_is_invented(line: str) -> None:
    assert byline(Page(text=f"风筝一路向北\n{line}\n昨日起风，风筝越飞越高。")) is None


def test_declared_and_visible_names_support_each_other() -> None:
    page = html(
        f"<h1>Kites over town</h1><p>By Nora Fielding</p>{STORY}<p>By Tom Ashby</p>",
        '<meta name="author" content="Nora Fielding">',
    )
    assert byline(page) == "Nora Fielding"


def test_json_ld_author_list() -> None:
    page = html(
        f"<h1>Kites over town</h1>{STORY}",
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": '
        '[{"name": "Nora Fielding"}, {"name": "Tom Ashby"}], "datePublished": "2021-05-03T10:00Z", '
        '"publisher": {"name": "Riverside Gazette"}}</script>',
    )
    assert byline(page) == "Nora Fielding, Tom Ashby"
    assert site(page) == "Riverside Gazette"
    assert published(page) == "2021-05-03"


def test_readers_who_comment_are_not_the_author() -> None:
    comments = "".join(
        f'<div class="comment"><a class="author" href="#">{name}</a><p>Fine kites.</p></div>'
        for name in ("Alma Reed", "Otto Lind")
    )
    page = html(f"<h1>Kites over town</h1>{STORY}{STORY}<h3>2 comments</h3>{comments}")
    assert byline(page) is None


def test_a_link_ends_the_name() -> None:
    page = html(
        f"<h1>Kites over town</h1><p>by <a href='/n'>Nora Fielding</a> Kites Sport</p>{STORY}"
    )
    assert byline(page) == "Nora Fielding"


def test_spelling_is_the_one_shown() -> None:
    page = html(
        f'<h1>Kites over town</h1><p class="byline">By NORA FIELDING</p>{STORY}',
        '<meta name="author" content="Nora Fielding">',
    )
    assert byline(page) == "NORA FIELDING"


def test_the_input_record_comes_first() -> None:
    page = Page(text="作者：周望", byline="许青", site="河堤晚报", published="2020年3月4日")
    assert (byline(page), site(page), published(page)) == ("许青", "河堤晚报", "2020-03-04")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2006年05月12日 09:14", "2006-05-12"),
        ("发布时间：2022-02-13 04:22", "2022-02-13"),
        ("May 3, 2021", "2021-05-03"),
        ("3 May 2021", "2021-05-03"),
        ("3. Mai 2021", "2021-05-03"),
        ("03.05.2021, 12:40 Uhr", "2021-05-03"),
        ("le 3 mai 2021", "2021-05-03"),
        ("3 de mayo de 2021", "2021-05-03"),
        ("3 мая 2021", "2021-05-03"),
        ("2021年5月3日", "2021-05-03"),
        ("2021. 5. 3.", "2021-05-03"),
        ("9/17/2004 5:54:13 AM", "2004-09-17"),
    ],
)
def test_visible_dates(line: str, day: str) -> None:
    page = Page(text=f"Kites over town\n{line}\nKites rose.", title="Kites over town")
    assert published(page) == day


def test_no_date_is_made_up() -> None:
    assert published(Page(text="Kites over town\n2021-13-40, 31.02.2020, 99/99/2020")) is None
