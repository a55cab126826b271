"""Honest pages full of places, repeats, lists and links: what tells them from padding holds.

The pages are ours, written after section "honest look-alikes" of the signal catalogue. A city
chooser has a high place share, and must: what differs is everything else that a padded page
shows beside it, so each test names the signals that stay in their honest range.
"""

from __future__ import annotations

import math

import pytest

from features.page import Page
from features.table import feature_named


def value(name: str, text: str, **fields: object) -> float:
    return feature_named(name).measure(Page(text=text, **fields)).value  # type: ignore[arg-type]


def calm(name: str, text: str, limit: float) -> bool:
    """Whether the signal reads nothing, or no more than ``limit``."""
    found = value(name, text)
    return math.isnan(found) or found <= limit


GOVERNMENT = (
    "市教育局关于公布2024年度示范幼儿园名单的通知\n各区教育局：\n经专家组实地查看和公示，"
    "现将名单公布如下。希望入选的幼儿园珍惜荣誉，继续努力，为孩子们的成长创造更好的条件。\n"
    "江岸区、江汉区、硚口区、汉阳区、武昌区、青山区、洪山区各推荐三所，其余各区各推荐两所。\n"
    "请各区于月底前把材料报送到局基础教育处，联系人和电话见附件。\n"
)
WEATHER = (
    "湖北天气\n武汉 晴 18/9\n黄石 多云 17/8\n十堰 小雨 "
    "14/7\n宜昌 阴 16/9\n襄阳 晴 17/6\n鄂州 多云 18/9\n"
    "荆门 晴 17/7\n孝感 晴 18/8\n荆州 阴 17/9\n黄冈 多云 18/8\n咸宁 小雨 16/9\n随州 晴 17/6\n"
)
BRANCHES = (
    "网点地址\n广州天河路营业部：天河路12号，"
    "每天九点到五点\n深圳湾营业部：海德三道8号，周一休息\n"
    "珠海情侣路营业部：情侣中路30号，每天十点到六点\n佛山祖庙营业部：祖庙路5号，周末不休\n"
    "惠州西湖营业部：环城西路2号，每天九点到五点\n东莞厚街营业部：厚街大道9号，周三休息\n"
)
ELECTION = (
    "Results by county. Turnout was up in every county except Lane.\n"
    "Linn County: Ahrens 12,001, Boyd 11,432, spoilt "
    "88.\nLane County: Ahrens 40,220, Boyd 38,001.\n"
    "Polk County: Boyd 9,411, Ahrens 9,002.\nCoos "
    "County: Ahrens 6,120, Boyd 6,004, spoilt 19.\n"
)
VERSES = [
    "河水流过了桥头，柳树还在等着船",
    "石板路上有人走，背着去年的斗笠",
    "灯火照在窗纸上，影子比人还要长",
]
REFRAIN = "摇呀摇，摇到月亮上"
SONG = "\n".join(f"{verse}\n{REFRAIN}" for verse in VERSES)
LICENCE = (
    "1. You may copy this work.\n2. You may change "
    "this work.\n3. You may sell copies of this work.\n"
    "4. You must keep this notice in copies of this work.\n"
    "THE WORK IS PROVIDED WITHOUT WARRANTY OF ANY "
    "KIND. IN NO EVENT SHALL THE AUTHORS BE LIABLE FOR "
    "ANY CLAIM ARISING FROM THE WORK OR FROM THE USE OF THE WORK.\n"
)
RECIPE = (
    "红烧茄子\n用料：茄子两根、蒜三瓣、生抽一勺、糖半勺、盐少许、油适量\n"
    "1. 茄子切条，撒盐腌十分钟，挤去水分。\n2. 锅里放油，小火把茄子煎软，盛出来。\n"
    "3. 留底油爆香蒜末，放生抽和糖。\n4. 倒回茄子，翻炒均匀，出锅。\n"
    "小贴士：挤水的时候不要太用力，煎的时候不要急着翻。\n"
)
BYLINES = (
    "本报记者 甲一 通讯员 乙二 摄影 丙三\n春运首日，"
    "车站里的人比往年少了两成。检票口前，志愿者把热水递给排队的老人。\n"
    "记者 丁四 补充报道：入夜以后，加开的列车陆续发出，"
    "站台上的灯一直亮到凌晨。\n责任编辑：戊五\n校对：己六\n"
)
LIVE_BLOG = "".join(
    f"1{n % 10}:{n:02d} 第{n}条消息，现场的情况正在变化，请留意后续。\n" for n in range(10, 30)
)
PORTAL = "".join(
    f"{word}频道\n" for word in ("新闻", "体育", "财经", "娱乐", "汽车", "房产", "教育", "读书")
)
NOVEL = (
    "她说她不走。他说他也不走。雨就这样下了一夜，天亮的时候，巷口的面摊还是支了起来，"
    "热气从锅边冒出来，和昨天一样，和前天一样。\n"
)


def test_a_government_list_is_of_one_province_and_inside_prose() -> None:
    assert value("place_share", GOVERNMENT) < 0.2
    assert value("provinces_covered", GOVERNMENT) <= 2
    assert value("line_punctuation_share", GOVERNMENT) > 0.5
    assert value("place_tails", GOVERNMENT) < 0.3


def test_a_weather_index_is_of_one_province_and_has_no_tails() -> None:
    assert value("place_share", WEATHER) > 0.1
    assert value("provinces_covered", WEATHER) == 1
    assert value("place_tails", WEATHER) < 0.3
    assert value("place_pairs", WEATHER) == 0
    assert value("place_run", WEATHER) < 2


def test_an_address_book_has_no_tails_and_no_runs() -> None:
    assert value("place_tails", BRANCHES) < 0.5
    assert value("place_run", BRANCHES) < 1.6
    assert calm("near_dup_paragraph", BRANCHES, 0.5)


def test_an_election_table_is_no_city_list() -> None:
    assert value("world_place_share", ELECTION) < 0.3
    assert calm("place_tails", ELECTION, 0.5)


def test_a_refrain_is_too_short_a_line_and_no_lead() -> None:
    assert value("line_repeat_chars", SONG) == 0
    assert math.isnan(value("lead_repeat", SONG))
    assert value("dup_10gram", SONG) < 0.6


def test_a_licence_is_in_order_and_says_each_thing_once() -> None:
    assert value("shuffled_points", LICENCE) == 0
    assert value("sentence_repeats", LICENCE) == 0
    assert value("dup_10gram", LICENCE) == 0
    assert value("top_word_share", LICENCE) < 0.7


def test_a_recipe_lists_but_in_order_and_not_for_long() -> None:
    assert value("shuffled_points", RECIPE) == 0
    assert value("sentence_repeats", RECIPE) == 0
    assert value("place_share", RECIPE) == 0


def test_several_bylines_are_one_article() -> None:
    assert value("glued_articles", BYLINES) == 0
    assert calm("lead_repeat", BYLINES, 0)


def test_a_live_blog_is_not_glued() -> None:
    assert value("glued_articles", LIVE_BLOG) == 0
    assert calm("shuffled_points", LIVE_BLOG, 0)


def test_a_portal_is_short_lines_that_all_differ() -> None:
    assert value("short_line_share", PORTAL) == 1
    assert value("line_repeat_chars", PORTAL) == 0
    assert value("place_share", PORTAL) == 0


def test_fiction_with_anaphora() -> None:
    assert value("dup_10gram", NOVEL) == 0
    assert calm("sentence_repeats", NOVEL, 0)


@pytest.mark.parametrize(
    "text",
    [
        "مرحبا بكم في موقعنا. نقدم لكم أخبار اليوم من المدينة والقرى المجاورة. الطقس معتدل غدا.",
        "วันนี้อากาศดีมาก เราเดินเล่นในสวนสาธารณะและเห็นคนตกปลาริมทะเลสาบ เด็กๆ เล่นว่าวบนสนามหญ้า",
        "עיריית חיפה הודיעה כי הגן הישן ייפתח מחדש בחודש הבא. התושבים מוזמנים לבוא.",
        "नगर पालिका ने कहा कि पुराना बगीचा अगले महीने खुलेगा। सभी निवासी आमंत्रित हैं।",
    ],
)
def test_other_scripts_are_read_without_alarm(text: str) -> None:
    for name in (
        "dup_5gram",
        "sentence_repeats",
        "place_share",
    ):
        found = value(name, text)
        assert math.isnan(found) or found < 0.1, name
