"""Padding is read where it is and quoted; what only looks like it stays in the honest range."""

from __future__ import annotations

import math

import pytest

from features.page import Page
from features.table import feature_named


def value(name: str, text: str, **fields: object) -> float:
    return feature_named(name).measure(Page(text=text, **fields)).value  # type: ignore[arg-type]


def quotes(name: str, text: str) -> list[str]:
    reading = feature_named(name).measure(Page(text=text))
    assert reading.evidence is not None
    return [span.of(text) for span in reading.evidence()]


PROSE = (
    "早上的雾还没有散，码头边的茶馆已经坐满了人。老周把帽子放在桌上，要了一壶茉莉花茶，"
    "慢慢听邻桌的船工说起昨夜的大风。风把两条小船吹到了对岸，所幸没有人受伤。"
)
DISTRICTS = "天津市:市辖区:(和平区、河东区、河西区、南开区、河北区、红桥区、东丽区、西青区、津南区)"
SHUFFLED = "海口、沈阳、昆明、济南、乌鲁木齐、南昌、福州、太原、拉萨、合肥"


def test_place_share_counts_names_and_what_stands_between_them() -> None:
    text = PROSE + DISTRICTS
    listed = "和平区、河东区、河西区、南开区、河北区、红桥区、东丽区、西青区、津南区"
    assert value("place_share", text) == pytest.approx((len(listed) + len("天津市")) / len(text))
    assert quotes("place_share", text) == [listed]
    assert value("place_share", PROSE) == 0


def test_place_run_is_the_longest_list() -> None:
    assert value("place_run", PROSE + DISTRICTS) == pytest.approx(math.log2(1 + 9))
    assert quotes("place_run", PROSE + DISTRICTS)[0].startswith("和平区、")
    assert value("place_run", PROSE) == 0


def test_place_order_tells_the_code_table_from_a_draw() -> None:
    assert (
        value("place_order", DISTRICTS + "\n" + "唐山市:(古冶区、丰润区、滦南县、乐亭县、迁西县)")
        > 0.99
    )
    assert abs(value("place_order", SHUFFLED)) < 0.5
    assert math.isnan(value("place_order", "北京和上海"))


def test_provinces_covered() -> None:
    assert value("provinces_covered", SHUFFLED) == 10
    assert value("provinces_covered", PROSE) == 0
    assert "海口" in quotes("provinces_covered", SHUFFLED)


def test_place_pairs() -> None:
    text = "广州到武汉物流专线，广州到长沙物流专线，广州到南昌物流专线"
    assert value("place_pairs", text) == 0.5
    assert quotes("place_pairs", text)[0] == "广州到武汉"
    assert value("place_pairs", SHUFFLED) == 0
    assert (
        value("place_pairs", "Trains: Berlin to Warsaw, Berlin to Prague, Berlin to Zagreb") > 0.3
    )


def test_place_tails() -> None:
    text = "武汉开锁公司，长沙开锁电话，南昌开锁价格，济南开锁师傅，合肥开锁上门"
    assert value("place_tails", text) == 1
    assert quotes("place_tails", text)[0] == "武汉开锁"
    assert value("place_tails", SHUFFLED) == 0


def test_world_place_share_takes_whole_words_only() -> None:
    text = "Our plumbers serve Chattanooga, Knoxville, Murfreesboro and Clarksville."
    assert value("world_place_share", text) > 0.4
    assert "Knoxville" in quotes("world_place_share", text)
    assert value("world_place_share", "Berliner and Hamburgers are cakes and sandwiches.") == 0
    assert value("world_place_share", "A nice reading about the mobile orange.") == 0
    prose = "She flew from Berlin to Chicago, and after a week in Boston came home by ship."
    assert value("world_place_share", prose) == 0, "a story names cities, but not in rows"


def test_enumeration() -> None:
    assert value("enumeration_density", DISTRICTS) > 0.15
    assert value("enumeration_density", PROSE) == 0


def test_lines() -> None:
    text = "第一行说完了。\n没有说完的一行\n这一行也说完了！\n• 一个要点\n- 又一个要点\n未完待续……"
    long = f"{PROSE}\n{PROSE[:-1]}\n短的一行\n{PROSE}"
    assert value("line_punctuation_share", long) == pytest.approx(2 / 3)
    assert [quote + "。" for quote in quotes("line_punctuation_share", long)] == [PROSE]
    assert math.isnan(value("line_punctuation_share", text)), "headings and points end as they like"
    assert value("ellipsis_share", text) == pytest.approx(1 / 9)
    assert value("ellipsis_share", "And then [...]\nHe left...\nDone.\nHm.") == pytest.approx(2 / 7)
    assert value("short_line_share", text) == 1
    assert value("short_line_share", PROSE) == 0


ARTICLE = PROSE * 4


def test_glued_articles() -> None:
    text = ARTICLE + "返回搜狐，查看更多\n" + ARTICLE + "返回搜狐,查看更多👍\n"
    assert value("glued_articles", text) == 1
    assert quotes("glued_articles", text) == ["返回搜狐，查看更多", "返回搜狐,查看更多"]
    assert value("glued_articles", ARTICLE + "返回搜狐，查看更多") == 0
    disguised = text.replace("返回搜狐", "返😀回搜\u200b狐")
    assert value("glued_articles", disguised) == 1


def test_block_topic_gap_finds_the_seam() -> None:
    boats = "".join(
        f"第{n}条船在清晨离开码头，船工们收起缆绳，江面上的雾慢慢散开。"
        for n in "一二三四五六七八九十"
    )
    ledger = "".join(
        f"The {n} quarter saw revenue of the bank rise while costs fell." for n in "abcdefgh"
    )
    whole, seam = (
        value("block_topic_gap", "\n".join([boats] * 4)),
        "\n".join([boats, boats, ledger, ledger]),
    )
    assert whole < 0.2
    assert value("block_topic_gap", seam) > 0.5
    before, after = quotes("block_topic_gap", seam)
    assert before.startswith("第一条船")
    assert after.startswith("The a quarter")


@pytest.mark.parametrize(
    ("ending", "head"),
    [
        ("返回云岭，查看更多", "来源：河堤观察"),
        ("（完）", "原标题：果园里的冬天"),
        ("责任编辑：王禾", "文 | 李青"),
        ("Share this: Mail", "By Ada Lund\n"),
        ("Read more at Harbour Gazette", "Source: Hill Courier"),
    ],
)
def test_where_one_article_ends_and_another_begins(ending: str, head: str) -> None:
    prose = "The carpenter said the lock of the old door had been hardest to find. " * 4
    page = Page(text=f"{prose}\n{ending}\n{head} {prose}")
    reading = feature_named("article_seams").measure(page)
    assert reading.value == 1
    assert reading.evidence is not None
    assert reading.evidence()[0].of(page.text).startswith(ending)
    whole = Page(text=f"{prose}\n{prose}\n{ending}\n{head}")
    assert feature_named("article_seams").measure(whole).value == 0


def test_one_service_beside_place_after_place() -> None:
    chinese = "武汉开锁公司，长沙开锁电话，南昌开锁价格，济南开锁师傅，合肥开锁上门"
    before = "开锁武汉、开锁长沙、开锁南昌、开锁济南、开锁合肥"
    english = (
        "plumber in Knoxville 37901 - plumber Chattanooga - plumber in Berlin, "
        "plumber near Tulsa, plumber Chicago"
    )
    german = (
        "Berlin Schlosserei, Hamburg Schlosserei, Dresden Schlosserei, Leipzig Schlosserei, Köln "
    )
    for text, places in ((chinese, 5), (before, 5), (english, 5), (german, 4)):
        assert value("place_frames", text) == pytest.approx(math.log2(1 + places)), text
    assert quotes("place_frames", chinese)[0] == "武汉开锁"
    assert "Tulsa" in "".join(quotes("place_frames", english))
    prose = "She flew from Berlin to Chicago, and after a week in Boston came home by ship."
    assert value("place_frames", prose) == 0
    assert value("place_frames", SHUFFLED) == 0


def test_lists_of_towns_in_running_text() -> None:
    towns = "Akron, Boise, Fresno, Little Marsh, Omaha, Reno, Old Ferry, Tulsa"
    english = f"Kites rose over the dike.\n{towns}\nChildren ran."
    assert value("town_lists", english) == pytest.approx(math.log2(9))
    assert quotes("town_lists", english) == [towns]
    german = "Kassel | Kiel | Mainz | Neudorf | Rostock | Bochum | Altenhain"
    assert value("town_lists", f"Drachen.\n{german}\nKinder.") == pytest.approx(math.log2(8))
    for honest in (
        "Texas, Ohio, Utah, Iowa, Maine, Nevada, Oregon, Alaska",
        "\n".join(towns.split(", ")),
        "He went from Akron to Boise, then to Reno, and in Tulsa, as he says, he fell ill.",
        "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday",
        PROSE,
    ):
        assert value("town_lists", honest) == 0, honest


def test_provinces_and_menus_are_no_list_of_towns() -> None:
    provinces = "北京 天津 河北 山西 辽宁 吉林 黑龙江 上海 江苏 浙江"
    assert value("place_run", provinces) == 0
    assert value("place_run", "Texas, Ohio, Utah, Iowa, Maine, Nevada") == 0
    menu = "\n".join(["杭州", "宁波", "温州", "绍兴", "金华"])
    assert value("place_run", menu) == 1
    assert value("place_run", menu.replace("\n", "、")) == pytest.approx(math.log2(6))
    assert value("place_run", "Akron, Boise, Reno") == 2
    frames = [f"{town}开锁" for town in menu.split("\n")]
    assert value("place_frames", "\n".join(frames)) == 0, "a menu"
    assert value("place_frames", "，".join(frames)) == pytest.approx(math.log2(6))
    english = [f"locksmith {town}" for town in ("Akron", "Boise", "Reno", "Tulsa", "Omaha")]
    assert value("place_frames", "\n".join(english)) == 0, "a menu"
    assert value("place_frames", ", ".join(english)) == pytest.approx(math.log2(6))
