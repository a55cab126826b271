"""What is left of putting a page together is read in several languages; honest pages are not."""

from __future__ import annotations

import math

import pytest

from features.page import Page
from features.table import feature_named

ZH = (
    "风筝节在河滩上举行，三百只风筝一起飞上了天，孩子们追着影子跑，老人坐在堤上看，直到太阳落山才慢慢散去。"
    * 2
)
EN = "Three hundred kites rose over the river bank while children chased their shadows, and the "
EN += "old people sat on the dike and watched until the sun went down behind the last mill."
ES = "El viejo molino de la ribera volvió a girar ayer tras veinte años de silencio, y los vecinos "
ES += "llevaron pan recién hecho para celebrarlo junto a la plaza mayor del pueblo blanco."


def read(name: str, text: str, title: str | None = None) -> float:
    return feature_named(name).measure(Page(text=text, title=title)).value


def quotes(name: str, text: str, title: str | None = None) -> list[str]:
    reading = feature_named(name).measure(Page(text=text, title=title))
    assert reading.evidence is not None
    return [span.of(text) for span in reading.evidence()]


@pytest.mark.parametrize(
    "once",
    ["文 | 河堤观察", "来源：河堤观察", "By Nora Fielding", "Von Jörg Amsel", "Par Luc Morel",
     "Por Ana Vega", "Di Carla Neri", "Quelle: Deichbote", "Автор: Анна Белова"],
)  # fmt: skip
def test_repeated_byline(once: str) -> None:
    assert read("repeated_byline", f"{once} {once} {EN}") == 1
    assert quotes("repeated_byline", f"{once} | {once}\n{EN}") == [once]
    assert read("repeated_byline", f"{once}\n{EN}") == 0
    assert read("repeated_byline", f"{EN}\n{EN}") == 0


@pytest.mark.parametrize("menu", ["By Industry By Industry", "by Taboola by Taboola",
                                  "By\nContinue reading\nBy\nContinue reading"])  # fmt: skip
def test_entries_of_menus_are_no_bylines(menu: str) -> None:
    assert read("repeated_byline", f"{EN}\n{menu}\n{EN}") == 0


@pytest.mark.parametrize("seam", ["返回搜狐，查看更多\n文 | 周望", "责任编辑：\n来源：河堤晚报",
                                  "Copyright Dike Courier By Nora Fielding ",
                                  "Share this:\nSource: Dike Courier"])  # fmt: skip
def test_article_seams(seam: str) -> None:
    assert read("article_seams", f"{ZH}{EN}\n{seam}\n{ZH}{EN}") == 1
    assert read("article_seams", f"{ZH}{EN}\n{seam}") == 0


def test_a_list_of_other_headlines_is_no_seam() -> None:
    related = "\n".join(
        f"原标题：第{day}天的风筝飞上天\n06-{day} 11:21 阅读 25" for day in range(10, 30)
    )
    assert read("article_seams", f"{ZH}{EN}\n返回搜狐，查看更多\n{related}") == 0


def test_credits_of_one_article_are_no_seam() -> None:
    for line in ("编辑： 周望 来源： 河堤晚报", "编辑：周望\n来源：河堤晚报",
                 "责任编辑：\n来源：\n河堤晚报",
                 "the copyright was violated by material on it ",
                 "Copyright 2008 by The Dike Courier. All rights reserved"):  # fmt: skip
        assert read("article_seams", f"{ZH}{EN}\n{line}\n{ZH}{EN}") == 0, line


def test_contradicting_credits() -> None:
    text = f"By Nora Fielding\n{EN}\nSource: Dike Courier\nOriginally published on Mill Gazette"
    assert read("contradicting_credits", text) == 1
    assert quotes("contradicting_credits", text)[0] == "Source: Dike Courier"
    text = f"Von Jörg Amsel\n{EN}\nQuelle: Deichbote\nZuerst erschienen in Mühlenblatt"
    assert read("contradicting_credits", text) == 1
    text = f"青苗报讯（记者 周望）{ZH}\n来源：河堤晚报\n本文转载自风车周刊"
    assert read("contradicting_credits", text) == 2
    for honest in (f"By Nora Fielding and Tom Ashby\n{EN}", f"来源：新华社\n作者：周望\n{ZH}"):
        assert read("contradicting_credits", honest) == 0


def test_credits_of_pictures_lists_and_platforms_do_not_contradict() -> None:
    for honest in (
        f"{ZH}（图片来源：河堤法院）{ZH}（来源：河堤晚报）返回搜狐，查看更多",
        f"▲来源：视频截图\n{ZH}\n来源：河堤晚报",
        f"本报讯（记者 周望 通讯员 许青）{ZH}\n来源：河堤晚报\n作者：周望",
        f"{EN}\nKites\nSource: Dike Courier\nMills\nSource: Mill Gazette\nBread\nSource: Post",
        f"By Nora Fielding\n{EN}\nMore: Mills\nBy Tom Ashby\nBread\nBy Ana Vega",
        f"Games\nKite Racer (SNES) - 3:56\nMill Run (PS2) - 2:21\n{EN}",
    ):
        assert read("contradicting_credits", honest) == 0, honest
    text = f"青苗报讯（记者 周望）{ZH}\n作者：何远山"
    assert read("contradicting_credits", text) == 1


def test_masthead_conflict() -> None:
    text = f"金鹭娱乐 河堤晚报 首页 > 新闻\n{ZH}\n（河堤晚报记者 周望）"
    assert read("masthead_conflict", text, "风筝节-金鹭娱乐") == 2
    text = f"Betwinzo | Dike Courier | Home\n{EN}\nCopyright Dike Courier."
    assert "Copyright Dike Courier" in quotes("masthead_conflict", text, "Kites - Betwinzo")
    own = f"Dike Courier | Home | News\n{EN}\nCopyright Dike Courier."
    assert read("masthead_conflict", own, "Kites - Dike Courier") == 0
    blog = f"Diary\nnora | http://blog.dike.example/nora\n{EN}\nCopyright nora"
    assert read("masthead_conflict", blog.replace("nora", "noraf")) == 0


def test_source_is_title() -> None:
    title = "how to fly a kite"
    assert read("source_is_title", f"{title}\nSource: {title}\n{EN}", title) == 1
    assert (
        read(
            "source_is_title",
            f"河滩上风筝怎么放\n来源：河滩上风筝怎么放网\n{ZH}",
            "河滩上风筝怎么放",
        )
        > 0.8
    )
    assert quotes("source_is_title", f"Fuente: {title}\n{ES}", title) == [f"Fuente: {title}"]
    assert read("source_is_title", f"{title}\nSource: Dike Courier\n{EN}", title) == 0


@pytest.mark.parametrize(
    ("cut", "credit"),
    [(EN[:90] + " […]", "The post Kites appeared first on Dike Courier."),
     (ZH[:60] + "……[详细]", "本文首发于河堤晚报"), (ZH[:60] + "...", "阅读原文"),
     (EN[:90] + "...", "Der Beitrag Drachen erschien zuerst auf Deichbote."),
     (ES[:90] + "… Leer más", "La entrada apareció primero en Ribera.")],
)  # fmt: skip
def test_cut_before_credit(cut: str, credit: str) -> None:
    assert read("cut_before_credit", f"{cut}\n{credit}") == 1
    assert read("cut_before_credit", f"{cut} {credit}") == 1
    assert read("cut_before_credit", f"{EN}\n{EN}\n{credit}") == 0
    assert read("cut_before_credit", f"{cut}\n{EN}") == 0


@pytest.mark.parametrize(("one", "two"), [(ZH, EN), (EN, ES), (ES, ZH)])
def test_same_openings(one: str, two: str) -> None:
    lead = one[:65]
    assert read("same_openings", "\n".join([lead, lead + "...", one, two])) == math.log2(3)
    assert len(quotes("same_openings", "\n".join([lead, lead + "...", one, two]))) == 3
    assert read("same_openings", "\n".join([lead, one, two])) == 1  # a headline and its lead
    assert read("same_openings", "\n".join([one, two])) == 0
    assert read("same_openings", "\n".join([lead, lead, lead, two])) == 0  # a caption, three times
    assert read("same_openings", f"{lead} {lead}... {one}") == math.log2(3)  # line breaks lost


def test_headline_after_name() -> None:
    head = "河滩上三百只风筝飞上天"
    text = f"{head}\n金鹭娱乐最新热点:{head}\n{ZH}"
    assert quotes("headline_after_name", text, head) == [f"金鹭娱乐最新热点:{head}"]
    head = "Three hundred kites over the river"
    assert read("headline_after_name", f"betwinzo: hot news - {head}\n{EN}", head) == 1
    assert read("headline_after_name", f"{head}\n{head}\n{EN}", head) == 0
    assert read("headline_after_name", f"Yesterday, {head}\n{EN}", head) == 0


def test_the_path_to_a_page_and_labels_of_a_headline_are_no_names() -> None:
    head = "河滩上三百只风筝飞上天"
    for line in (f"首页 > 新闻 > {head}", f"原标题：{head}", f"【 摘要】 {head}"):
        assert read("headline_after_name", f"{line}\n{head}\n{ZH}", head) == 0
    assert read("headline_after_name", f"Topics: Employment\nEmployment\n{EN}", head) == 0
    whole = f"风筝节：{head}"
    assert read("headline_after_name", f"{whole}\n{head}\n{ZH}", f"{whole}_河堤晚报") == 0


def test_title_stems() -> None:
    assert read("title_stems", ZH, "风筝节_金鹭娱乐官网_金鹭娱乐下载_金鹭娱乐登录") > 1.5
    assert read("title_stems", EN, "Kites, betwinzo login, betwinzo app, best of the year") == 1
    assert read("title_stems", EN, "Kites rise, children run | News | Dike Courier") == 0
    assert read("title_stems", ZH, "风筝节在河滩举行_新闻_河堤晚报") == 0


def test_the_facets_of_one_subject_are_fewer_stems_than_a_tail_behind_a_headline() -> None:
    tail = "金鹭娱乐官网_金鹭娱乐下载_金鹭娱乐登录"
    assert read("title_stems", ZH, f"{tail}_河堤晚报") == 1
    assert read("title_stems", ZH, f"{tail}_风筝节在河滩举行孩子们追着影子跑") > 1.5
    assert read("title_stems", "风筝，风筝飞，风筝飞上天，风筝飞过河。孩子们追。\n" + ZH) == 0


def test_lists_of_goods_are_no_tail_of_phrases() -> None:
    assert read("title_phrase_list", ZH, "双肩背包;手拿钱包;化妆包;登山包;电脑包") == 0
    assert read("title_phrase_list", ZH, "风筝节,金鹭官网,金鹭下载,风筝价格") == 2


def test_template_residue() -> None:
    text = f"更新时间: 浏览次数:8674\n{ZH}\n{{keyword}}\n作者： 来源： 时间：\nundefined"
    assert read("template_residue", text) == pytest.approx(2.3219, abs=1e-3)
    text = f"Posted by: on\n{EN}\n[city]\n%%title%%\nNoch keine Kommentare"
    assert "Posted by: on" in quotes("template_residue", text)
    assert read("template_residue", text) == pytest.approx(2.3219, abs=1e-3)
    assert read(
        "template_residue", f"{EN}\n{{{{aunt}}}} {{{{b_c}}}} {{{{door}}}}\nN/A\nTBD"
    ) == math.log2(3)
    assert read("template_residue", f"作者：周望\n来源：河堤晚报\n{ZH}") == 0
    assert read("template_residue", f"By: Nora Fielding\nIngredients:\n200 g flour\n{EN}") == 0


def test_mixed_cuts() -> None:
    pieces = [f"{at} {ZH[:40]}{cut}" for at, cut in enumerate(("…", " […]", "...", "…", " […]"))]
    assert read("mixed_cuts", "\n".join(pieces)) == 2  # log2(1 + 3): two are cut like each other
    assert len(quotes("mixed_cuts", "\n".join(pieces))) == 5
    english = [EN[:90] + cut for cut in ("[...]", "...", "...")]
    assert read("mixed_cuts", "\n".join(english)) == 1
    for honest in ("\n".join(EN[:90] + "..." for _ in range(9)), ZH[:60] + "……\n再看…\n" + ZH, ZH):
        assert read("mixed_cuts", honest) == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"发布时间：2024-05-01 | 来源：kites-pool.xyz\n{ZH}\n© 2024 kites-pool.xyz", 3),
        (f"来源:m.kites-pool.xyz 时间:2016.4.18\n{ZH}", 2),
        (f"By kites-pool.xyz\n{EN}", 2),
        (f"{EN}\nCopyright 2019 kites-pool.xyz", 1),
        (f"Source: kites-pool.xyz.example.org\n{EN}", 0),
        (f"By Kites-pool.xyz\n{EN}\nvisit kites-pool.xyz/about", 0),
        (f"{EN}\nPowered by kites-pool.xyz", 0),
        (f"{EN}\nCopyright by kites-pool.xyz", 1),
        (f"来源：河堤晚报\n{ZH}", 0),
    ],
)
def test_named_by_host(text: str, value: float) -> None:
    page = Page(text=text, url="https://www.kites-pool.xyz/page-0137.html")
    reading = feature_named("named_by_host").measure(page)
    assert reading.value == value
    spans = reading.evidence() if reading.evidence else ()
    assert {span.of(text) for span in spans} <= {"kites-pool.xyz"}
    assert bool(spans) == bool(value)
    assert math.isnan(read("named_by_host", text))


def test_scattered_counties() -> None:
    listed = "门头沟区、井陉县、清徐县、大同市阳高县、康平县、法库县、依兰县、方正县"
    assert read("scattered_counties", f"{ZH}\n{listed}\n{ZH}") == math.log2(1 + 6)
    assert listed in quotes("scattered_counties", f"{ZH}\n{listed}\n{ZH}")[0]
    for honest in (
        "井陉县、正定县、灵寿县、赞皇县、平山县、无极县",  # the counties of one province
        "北京 天津 上海 重庆 石家庄 太原 沈阳 长春 哈尔滨",  # the cities to choose from
        ZH,
    ):
        assert read("scattered_counties", f"{ZH}\n{honest}") == 0
    assert math.isnan(read("scattered_counties", EN))


def test_formulas_are_no_residue() -> None:
    formula = (
        r"{\displaystyle {\begin{bmatrix}2&1\\0&1\end{bmatrix}}{\mbox{with}}\quad A_{\text{max}}}"
    )
    assert read("template_residue", f"{EN}\n{formula}\n{EN}") == 0
    assert quotes("template_residue", f"欢迎来到{{city}}的网站\n{ZH}") == ["{city}"]
