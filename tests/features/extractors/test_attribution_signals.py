"""Signals of attribution: what farms leave behind, and the honest pages that look like it."""

from __future__ import annotations

import math

import pytest

from features.feature import Reading
from features.page import Declared, Markup, Page
from features.table import feature_named

BODY = "昨日起风，河堤上的风筝越飞越高，孩子们一路跟着跑到桥头才停下来。" * 4

FARM = (
    "风筝一路向北的秘密\n快鹿电子官网最新热点:风筝一路向北的秘密\n更新时间: 浏览次数:4471\n"
    f"文 | 河堤观察 文 | 河堤观察 {BODY}返回搜狐，查看更多\n"
    f"青苗报讯(记者 周望) {BODY}返回搜狐，查看更多\n发布于:青田县"
)


def read(name: str, page: Page) -> Reading:
    return feature_named(name).measure(page)


def quoted(name: str, page: Page) -> list[str]:
    reading = read(name, page)
    assert reading.evidence is not None
    return [span.of(page.text) for span in reading.evidence()]


def test_glued_scraped_page() -> None:
    page = Page(text=FARM)
    assert read("source_entities", page).value == 4
    assert read("attribution_conflict", page).value == 0.5
    assert set(quoted("attribution_conflict", page)) == {"返回搜狐，查看更多", "青苗报讯"}
    assert read("repeated_byline", page).value == 1
    assert quoted("repeated_byline", page) == ["文 | 河堤观察"]
    assert read("foreign_tail", page).value == 1
    assert read("platform_tails", page).value == 2


def test_tails_of_one_place_and_of_the_own_platform() -> None:
    tail = "返回搜狐，查看更多\n平台声明：该文观点仅代表作者本人，搜狐号系信息发布平台"
    assert read("platform_tails", Page(text=f"{BODY}{tail}")).value == 1
    assert read("platform_tails", Page(text=f"{BODY}{tail}\n{BODY}{tail}")).value == 2
    own = Page(text=f"{BODY}{tail}", url="https://www.sohu.com/a/1")
    assert read("platform_tails", own).value == 0


HONEST = {
    "credited wire copy": f"风筝一路向北\n来源：新华社\n新华社杭州4月3日电（记者周望、许青）{BODY}",
    "wire copy on a portal": f"风筝一路向北\n2021-04-03 来源：新华网\n{BODY}\n责任编辑：何远山",
    "several bylines": f"风筝一路向北\n本报记者 周望 许青 通讯员 何远山\n{BODY}",
    "translator and editor": "风筝一路向北\n作者：周望\n编译：许青\n"
    f"责任编辑：何远山\n校对：林禾\n{BODY}",
    "agency story": f"Kites over town\nBy Nora Fielding\nOSLO (Reuters) - {'Kites rose. ' * 40}\n"
    "Reporting by Nora Fielding; Editing by Tom Ashby",
    "two reporters": f"Kites over town\nBy Nora Fielding and Tom Ashby\n{'Kites rose. ' * 40}",
    "cited papers": f"风筝一路向北\n作者：周望\n据《河堤晚报》报道，{BODY}据《青苗报》报道，{BODY}",
}


@pytest.mark.parametrize("kind", HONEST)
def test_honest_attribution_has_no_conflict(kind: str) -> None:
    page = Page(text=HONEST[kind], url="https://news.hedi.example/a/1")
    assert read("attribution_conflict", page).value == 0
    assert not read("repeated_byline", page).value > 0
    assert math.isnan(read("foreign_tail", page).value)


def test_a_platform_tail_on_its_own_platform_is_not_foreign() -> None:
    page = Page(text=f"作者：周望\n{BODY}返回搜狐，查看更多", url="https://www.sohu.com/a/1")
    assert read("foreign_tail", page).value == 0
    assert read("attribution_conflict", page).value == 0


def test_foreign_location() -> None:
    text = "新华社杭州4月3日电 昨日起风。\n发布于：{}"
    assert read("foreign_location", Page(text=text.format("道县"))).value == 1
    assert read("foreign_location", Page(text=text.format("杭州"))).value == 0
    assert math.isnan(read("foreign_location", Page(text="发布于：杭州")).value)


def test_dateline_against_source() -> None:
    text = "来源：{}\n新华社杭州4月3日电 昨日起风。"
    assert read("dateline_source_mismatch", Page(text=text.format("新华网"))).value == 0
    assert read("dateline_source_mismatch", Page(text=text.format("青苗报"))).value == 1


def test_byline_against_head() -> None:
    def page(declared: str) -> Page:
        markup = Markup(size=10, elements=1, declared=Declared(authors=(declared,)))
        return Page(text="作者：周望\n昨日起风。", markup=markup)

    assert read("byline_meta_mismatch", page("周望")).value == 0
    assert read("byline_meta_mismatch", page("许青")).value == 1


def test_one_author_on_every_listed_item() -> None:
    def items(names: str) -> str:
        return "\n".join(f"第{n}条风筝消息\n{name} 2025-11-07 0{n}:1{n}:00 {n}417" for n, name in
                         enumerate(names.split(), 1))  # fmt: skip

    same = Page(text=items("青苗财经 青苗财经 青苗财经 青苗财经 青苗财经"))
    assert read("same_recommended_author", same).value == 1
    assert quoted("same_recommended_author", same) == ["青苗财经"] * 5
    many = Page(text=items("周望 许青 何远山 林禾 陈一帆"))
    assert read("same_recommended_author", many).value == 0.2


def test_feed_leads() -> None:
    lead = "Kites rose above the river while the whole town stood and looked on in wond"
    cut = Page(text=f"{lead} […]\nThe post Kites first appeared on Riverside Gazette.",
               url="https://kites-daily.example/1")  # fmt: skip
    assert read("feed_cut", cut).value == 1
    assert quoted("feed_cut", cut) == ["[…]"] or quoted("feed_cut", cut) == [" […]"]
    assert read("foreign_tail", cut).value == 1
    whole = Page(text=f"{lead}er.\n{lead}er again.", url="https://kites-daily.example/1")
    assert read("feed_cut", whole).value == 0


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("By Ada Lund By Ada Lund The post office opens in June.", "By Ada Lund"),
        ("Von Jörg Ahrens | Von Jörg Ahrens\nDas Postamt öffnet.", "Von Jörg Ahrens"),
        ("Source: Harbour Gazette, Source: Harbour Gazette", "Source: Harbour Gazette"),
        ("文/河堤观察 文/河堤观察 邮局下个月开放。", "文/河堤观察"),
    ],
)
def test_a_byline_twice_in_a_row_in_any_language(text: str, again: str) -> None:
    page = Page(text=text)
    assert read("repeated_byline", page).value == 1
    assert quoted("repeated_byline", page) == [again]


@pytest.mark.parametrize(
    "text",
    [
        "By Ada Lund and Tove Berg",
        "作者：李青 作者：王禾",
        "步行 by the river, step by step by step",
    ],
)
def test_several_names_are_no_repetition(text: str) -> None:
    assert read("repeated_byline", Page(text=text)).value == 0


def test_a_lead_cut_off_in_the_place_of_an_article() -> None:
    lead = (
        "镇上的老邮局将在下个月重新开放，修缮工程历时两年，门前的石阶和铜制信箱都按照旧照片恢复了原样，"
        "居民们可以在这里寄出盖有纪念邮戳"
    )
    assert (
        read("cut_lead", Page(text=f"邮局重新开放\n{lead}……[详细]\n本文首发于河堤观察")).value == 1
    )
    english = "The old post office will open again next month after two years of work on its steps"
    assert (
        read("cut_lead", Page(text=f"{english} and [...]\nThe post appeared first on X")).value == 1
    )
    teasers = "\n".join(f"{lead}第{number}条……" for number in range(6))
    assert read("cut_lead", Page(text=teasers)).value == pytest.approx(1 / 6)
    assert read("cut_lead", Page(text=f"{lead}的明信片。")).value == 0
