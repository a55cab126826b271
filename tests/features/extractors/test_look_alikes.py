"""Honest pages that resemble farms: the signals concerned stay in their honest range.

The pages are ours, written after section "honest look-alikes" of the signal catalogue.
"""

from __future__ import annotations

import math

import pytest

from features.page import Page
from features.table import feature_named

FAN_POST = (
    "啊啊啊啊今天演唱会太棒了😭😭😭😭\n第三首歌一出来全场大合唱，嗓子都喊哑了🤣\n"
    "谢谢你们把最好的舞台带给我们❤️❤️❤️ 下次巡演还要见面🎉🎉\n"
    "我妈：你怎么又哭了 我：👩‍👧 我没有😢\n"
)
FLAGS = (
    "奖牌榜：🇨🇳 中国 40 🇺🇸 美国 40 🇯🇵 日本 20 🇦🇺 澳大利亚 18 🇫🇷 法国 16 "
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 英格兰"
)
PERSIAN = (
    "می\u200cخواهم بروم خانه\u200cی خودم و کتاب\u200cهایم را بخوانم. نمی\u200cدانم چه می\u200cشود."
)
HINDI = "क्\u200dषमा करें, यह पृष्ठ हिन्दी में लिखा गया है। विद्\u200dयालय बंद है।"
HEBREW = "\u200fשלום, מחיר הספר \u200e(Hardcover)\u200e הוא 120 ש״ח\u200f."
THAI = "ประเทศ\u200bไทย\u200bมี\u200bสภาพ\u200bอากาศ\u200bร้อน\u200bชื้น\u200bตลอด\u200bปี"
ROMAN_CZECH = (
    "Příliš žluťoučký kůň úpěl ďábelské ódy. Cena činí 120 Kč, více na stránkách Škoda Auto."
)
MATHS = "Пусть x и y — числа, Δx = x₁ − x₂, скорость v = 5 м/с, масса m = 3 кг. Файл config.ini."
CODE = (
    "def area(radius: float) -> float:\n    return 3.14159 * radius ** 2\n\n"
    "print(f'{area(2)} {{literal}}')  # %s is older\nvalues = {'a': [1, 2], 'b': []}\n"
)
LICENCE = (
    "Permission is granted to any person obtaining a copy of this work to use it, provided that\n"
    "(a) the notice above is kept; (b) changes are marked; and (c) no warranty is claimed.\n"
    "THE WORK COMES AS IT IS, WITHOUT ANY PROMISE!\n"
)
CONTACTS = (
    "营业部地址：青年路12号\n电话：(010) 6512-3456 传真：010-65123457\n手机：13800138000\n"
    "邮编：100010 营业时间：9:00-17:30\nQQ：1234567 微信：abc_2024\n"
)
MINUTES = (
    "12:01 比赛开始\n12:07 一号球员射门，偏出\n12:15 黄牌\n12:31 进球！1-0\n12:45 上半场结束\n"
    "13:02 下半场开始\n13:20 换人\n13:44 2-0！！\n13:48 全场结束\n"
)
PAGER = "上一页 1 2 3 4 5 6 7 8 9 10 下一页 A B C D E F G H J K L M N P Q R S T W X Y Z"
CHINESE_LESSON = "“你好”读作 nǐ hǎo，“谢谢”读作 xièxie。声调分为：ā á ǎ à。"
QUOTED_TRADITIONAL = (
    "我们在台北的书店里看到这句话：「風雨故人來，開門見喜。」店主说，这是父亲留下的招牌，"
    "几十年来一直挂在门口。后来书店搬到了新的地方，招牌也跟着搬了过去，每天都有读者在门前拍照。"
) * 3
JAPANESE = (
    "東京都は二十日、来年度の予算案を発表した。総額は過去最大となる見込みで、学校や病院の整備に充てる。"
    * 3
)
FRENCH = "« À la carte », dit-il : l’été où l’on a dîné au château, c’était déjà la fête ! Où ça ?"
FULLWIDTH_DATES = (
    "新华社１２月３１日电　截至２０时，全国共有１３００余万人次参加活动，同比增长５．６％。"
)
DOUBLE_ENCODED = "Ã©tÃ©"

PAGES = {
    "fan post": FAN_POST, "flags": FLAGS, "Persian": PERSIAN, "Hindi": HINDI, "Hebrew": HEBREW,
    "Thai": THAI, "Czech": ROMAN_CZECH, "Russian with formulas": MATHS, "code": CODE,
    "licence": LICENCE, "contacts": CONTACTS, "live blog": MINUTES, "pager": PAGER,
    "Chinese lesson": CHINESE_LESSON, "quoted traditional": QUOTED_TRADITIONAL,
    "Japanese": JAPANESE, "French": FRENCH, "full-width dates": FULLWIDTH_DATES,
}  # fmt: skip

HONEST = {
    # signal: the most that any of these pages may read
    "emoji_split_words": 0.0,
    "invisible_share": 0.0,
    "homoglyph_share": 0.0,
    "pinyin_injection": 0.0,
    "spaced_out_letters": 0.25,  # the pager's letter index leaves out I, O, U and V
    "disguised_numbers": 0.0,
    "disguised_letter_share": 0.0,
    "mojibake_share": 0.0,
    "odd_code_share": 0.0,
    "script_turns": 3.5,
    "empty_labels": 0.0,
    "template_residue": 1.6,
    "number_spellings": 1.0,
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("signal", HONEST)
def test_honest_pages_stay_in_the_honest_range(signal: str, page: str) -> None:
    found = feature_named(signal).measure(Page(text=PAGES[page])).value
    assert math.isnan(found) or found <= HONEST[signal], (signal, page, found)


def test_emoji_of_people_are_bunched() -> None:
    found = feature_named("emoji_gap_cv").measure(Page(text=FAN_POST)).value
    assert found > 0.8


def test_joined_emoji_and_flags_hold_nothing_invisible() -> None:
    assert feature_named("emoji_density").measure(Page(text=FLAGS)).value < 0.2
    assert feature_named("invisible_share").measure(Page(text=FLAGS + "👨‍👩‍👧‍👦" * 9)).value == 0


def test_double_encoded_pages_are_measured_not_judged() -> None:
    """Only mojibake shows on them; nothing else takes their letters for a disguise."""
    page = Page(text="L'" + DOUBLE_ENCODED + " dernier nous avons marché au bord de la mer. " * 5)
    assert feature_named("mojibake_share").measure(page).value > 0
    for name in ("homoglyph_share", "disguised_letter_share", "invisible_share", "symbol_density"):
        assert feature_named(name).measure(page).value < 0.02, name
