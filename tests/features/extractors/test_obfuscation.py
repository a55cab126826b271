"""Each sign of obfuscation is read where it is, quoted, and not seen in honest writing."""

from __future__ import annotations

import math

import pytest

from features.page import Markup, Page
from features.table import feature_named

ZH = (
    "今天的天气很好，我们去公园里走了一圈，看见许多人在湖边钓鱼。"
    "孩子们在草地上放风筝，老人坐在树下聊天。"
)
EN = "We walked round the lake this morning and saw the herons on the far bank. "


def strewn(text: str, piece: str, step: int) -> str:
    """``piece`` put into ``text`` after every ``step`` characters, as a program does it."""
    return "".join(text[i : i + step] + piece for i in range(0, len(text), step))


def value(name: str, text: str, **fields: object) -> float:
    return feature_named(name).measure(Page(text=text, **fields)).value  # type: ignore[arg-type]


def quotes(name: str, text: str) -> list[str]:
    reading = feature_named(name).measure(Page(text=text))
    assert reading.evidence is not None
    return [span.of(text) for span in reading.evidence()]


def test_emoji_strewn_by_a_program_and_by_a_person() -> None:
    program = strewn(ZH * 6, "😂", 17)
    person = ZH + "哈哈哈😂😂😂" + ZH * 3 + "太好了👍👍" + ZH + "❤️❤️❤️❤️"
    assert value("emoji_gap_cv", program) < 0.1
    assert value("emoji_gap_cv", person) > 1
    assert value("emoji_density", program) == pytest.approx(1 / 18, rel=0.1)


@pytest.mark.parametrize("mark", ["😂", "★", "\u2060", "✿", "~", "\ue123", "♪"])
@pytest.mark.parametrize("text", [ZH * 16, EN * 12])
def test_any_mark_at_an_even_distance(text: str, mark: str) -> None:
    words = strewn(text.replace(" ", "").replace(".", "").replace("。", ""), mark, 19)
    assert value("mark_rhythm", words) > 3
    assert any(mark in quote for quote in quotes("mark_rhythm", words))


def test_marks_set_by_people_have_no_rhythm() -> None:
    person = ZH + "哈哈哈😂😂😂" + ZH * 3 + "太好了👍👍" + ZH + "❤️❤️❤️❤️" + ZH
    menu = "首页|新闻|财经|体育|科技|教育|健康|汽车|房产|旅游|文化"
    bullets = "\n".join(f"★ {ZH}" for _ in range(12))
    for honest in (person, menu, bullets, ZH * 9, EN * 9, "a-b.c " * 40):
        assert value("mark_rhythm", honest) == 0, honest


def test_emoji_density_counts_a_sequence_once() -> None:
    assert value("emoji_density", "家" * 99 + "👨‍👩‍👧‍👦") == pytest.approx(1 / 103)
    assert quotes("emoji_density", "家👨‍👩‍👧‍👦🇨🇳") == ["👨‍👩‍👧‍👦", "🇨🇳"]


def test_emoji_that_cut_words_are_quoted_with_the_word() -> None:
    text = "甲骨文(Oracl😆e)去年2😊025年的O😊penAI😂合作"
    assert value("emoji_split_words", text) == pytest.approx(3000 / 531)
    assert "Oracl😆e" in "".join(quotes("emoji_split_words", text))
    assert value("emoji_split_words", "Great 😂 day 😂") == 0
    assert value("emoji_split_words", "S💋L很喜欢此图片") == 0, "a nickname"


def test_symbols() -> None:
    assert value("symbol_density", "★" * 10 + "字" * 90) == pytest.approx(0.1)
    assert value("symbol_density", "a < b + c = d") == 0, "ASCII signs are no ornaments"


def test_invisible_characters_inside_words() -> None:
    text = strewn(ZH, "\u200b", 5)
    assert value("invisible_share", text * 40) == pytest.approx(0.15, rel=0.3)
    assert value("invisible_share", strewn(EN * 9, "\u2060", 7)) > 0.05
    assert value("invisible_share", "好看！\u200b") == 0, "what a keyboard leaves behind"
    assert any("\u200b" in quote for quote in quotes("invisible_share", text))


@pytest.mark.parametrize(
    "honest",
    [
        "می\u200cخواهم بروم",
        "क्\u200dष",
        "ภาษา\u200bไทย",
        "👨‍👩‍👧‍👦 🏴\U000e0067\U000e0062\U000e007f",
        "עברית \u200f(abc)\u200e",
    ],
)
def test_invisible_characters_at_work(honest: str) -> None:
    assert value("invisible_share", honest) == 0


def test_entities_and_comments_are_read_from_the_markup() -> None:
    markup = Markup(size=100, elements=5, encoded_letters=50, split_words=2)
    assert value("entity_encoded_share", "字" * 100, markup=markup) == 0.5
    assert value("comment_split_words", "字" * 100, markup=markup) == 20
    assert math.isnan(value("entity_encoded_share", "字" * 100))


def test_pinyin_injection() -> None:
    text = "我(wǒ )补充一点網(wǎng)絡(luò)上的"
    assert value("pinyin_injection", text) == pytest.approx(3 / 109)
    assert quotes("pinyin_injection", text) == ["我(wǒ )", "網(wǎng)", "絡(luò)"]
    assert value("pinyin_injection", "他说(shuō得好") == 0


def test_pinyin_without_tones_or_without_brackets() -> None:
    assert quotes("pinyin_injection", "烟(yan)台市 （shi）的【de】人") == [
        "烟(yan)", "市 （shi）", "的【de】",
    ]  # fmt: skip
    assert quotes("pinyin_injection", "我们wǒ去公园") == ["们wǒ"]
    for honest in (
        "方案(a)和(bug)修复(the)", "上海(shanghai)", "你好 nǐ hǎo 是问候", "[doge]哈哈[OK]",
        "苹果（iOS）版(pdf)",
    ):  # fmt: skip
        assert value("pinyin_injection", honest) == 0, honest


@pytest.mark.parametrize("sign", ["}", ".", "|", "😂", "★", "\u200b", "~"])
def test_words_cut_by_a_sign_and_whole_elsewhere(sign: str) -> None:
    english = f"The gover{sign}nment said wea{sign}ther. The government reads the weather."
    german = f"Die Regie{sign}rung will das Ge{sign}setz. Das Gesetz kennt die Regierung."
    chinese = f"今天的天{sign}气很好，公{sign}园里有人。公园的天气"
    # In Chinese a dot or a bar parts the entries of a list that is written without spaces.
    for text in (english, german) if sign in ".|" else (english, german, chinese):
        assert value("rejoined_words", text) == pytest.approx(math.log2(3)), text
    assert any("gover" in quote and "nment" in quote for quote in quotes("rejoined_words", english))


def test_signs_that_join_or_part_words_by_right() -> None:
    for honest in (
        "A well-known snake_case name, e.g. in example.com, and/or x|y. Names of a snake case.",
        "We're sure they were. It's its own.",
        "他说：“天气好”。天（气）和《天气》，天、气。天气",
        "Online-Kurse und Onlinekurse, Ge\xadsetz und Gesetz",
        "Send an e-mail to our email, or log-in: the login is new. A start-up is no startup.",
        "Node.js und Nodejs, jede*r und jeder, Leser*innen und Leserinnen, EE.UU. y EEUU",
        ZH * 3,
        EN * 3,
    ):
        assert value("rejoined_words", honest) == 0, honest


def test_mojibake() -> None:
    damaged = "中文新闻，今天的天气".encode().decode("latin-1")
    assert value("mojibake_share", damaged) > 0.9
    as_gbk = "今天的新闻，是在这里。".encode().decode("gbk", "ignore")
    assert value("mojibake_share", as_gbk) >= 0.2
    assert value("mojibake_share", "café crème à\xa0la carte, naïve Übergröße «\xa0ça\xa0»") == 0
    assert value("mojibake_share", ZH) == 0
    assert value("mojibake_share", "cafÃ© au lait, lost � signs, é\xad and áš") < 0.02


def test_single_damaged_characters_add_up_the_same_on_every_version_of_python() -> None:
    # 0.4 six times is 2.4 where each step is rounded; compensated it is 2.4000000000000004.
    text = " ".join(["cafÃ© noir"] * 6)
    assert value("mojibake_share", text) == 2.4 / (len(text) - text.count(" "))


@pytest.mark.parametrize("charset", ["gbk", "shift_jis", "cp1251", "koi8_r", "cp1252", "latin-1"])
def test_mojibake_by_several_roads(charset: str) -> None:
    phrase = "手机版下载首页最新入口".encode().decode(charset, "replace")
    text = ZH + phrase + ZH + phrase
    assert value("mojibake_share", text) > 0.1
    quoted = max(quotes("mojibake_share", text), key=len)
    assert set(quoted) & set(phrase)
    if charset not in ("gbk", "shift_jis"):
        russian = "Новости и погода".encode().decode(charset, "replace")
        assert value("mojibake_share", EN + russian) > 0.05


def test_traditional_and_simplified() -> None:
    simplified = "国家发展改革委员会关于进一步扩大开放积极利用外资若干措施的通知"
    traditional = "國家發展改革委員會關於進一步擴大開放積極利用外資若干措施的通知"
    mixed = "".join(a if i % 2 else b for i, (a, b) in enumerate(zip(simplified, traditional)))  # noqa: B905
    assert value("script_turns", simplified * 3) == 0
    assert value("script_turns", traditional * 3) == 0
    assert value("script_turns", mixed * 3) > 1
    sentences = f"{simplified}，{traditional}。" * 3
    assert value("script_turns", sentences) == pytest.approx(math.log2(6))
    assert "施的通知，國家發展改" in "".join(quotes("script_turns", sentences))
    names = (
        "惠水县濛江街道今年举办了三场招聘会，濛江街道办事处负责人陳先生说，帮助两百多名群众就业。"
    )
    assert value("script_turns", names * 3) == 0
    assert math.isnan(value("script_turns", "東京の国会で会議が開かれたと発表した。" * 9))


def test_homoglyphs() -> None:
    assert quotes("homoglyph_share", "log in to pаypаl now") == ["pаypаl"]
    for honest in (
        "Příliš žluťoučký kůň úpěl ďábelské ódy",
        "Árvíztűrő tükörfúrógép",
        "Српски језик i srpski jezik",
        "Москва и Windows 10",
        "Η Ελλάδα και το Internet",
    ):
        assert value("homoglyph_share", honest) == 0


def test_letters_parted_by_one_sign_each() -> None:
    assert quotes("spaced_out_letters", "buy v i a g r a today") == ["v i a g r a"]
    assert quotes("spaced_out_letters", "看国产，大.片.网.站。") == ["大.片.网.站"]
    assert quotes("spaced_out_letters", "[w][e][b] play") == ["[w][e][b]"]
    assert value("spaced_out_letters", "A B C D E F G H I J K L M") == 0, "a letter index"
    once, column = "有 效 期：三年\n", "长".center(40, "长") + "\n"
    assert value("spaced_out_letters", column * 2 + once * 2) < value(
        "spaced_out_letters", column * 2 + once + "保 质 期：三年\n"
    ), "a label that fills its column"
    assert quotes("spaced_out_letters", "（开\ufffd锁\ufffd电\ufffd话）") == [
        "开\ufffd锁\ufffd电\ufffd话"
    ]
    assert value("spaced_out_letters", "ⳡ\ufffdݳ\ufffdǰ\ufffdԪ") == 0, "the wrong charset"
    assert value("spaced_out_letters", EN * 3) == 0


def test_han_split_by_ascii_signs() -> None:
    assert value("han_split_rate", "加*微*信领取优.惠") > 200
    assert value("han_split_rate", ZH) == 0
    assert value("han_split_rate", "拉里·埃里森,中国/美国,1.5倍") == 0


def test_fancy_letters() -> None:
    assert value("disguised_letter_share", "𝐁𝐮𝐲 now") == pytest.approx(0.5)
    assert value("disguised_letter_share", "加Ｖ信ⓐⓑ") == pytest.approx(0.6)
    assert value("disguised_letter_share", "①第一步 ②第二步 １９９８年 ⑫") == 0


@pytest.mark.parametrize(
    "text", ["QQ：①③８0０138000", "微信 1 3 8-0 0 1 3 8 0 0 0", "电话1３8oo 1３8００１38000"]
)
def test_disguised_numbers(text: str) -> None:
    assert value("disguised_numbers", text) > 0


@pytest.mark.parametrize(
    "text",
    ["电话 138-0013-8000", "第 1 2 3 4 5 6 7 8 9 页", "１９９８年１２月３１日２３时",
     "2024-11-23 12:30:15",
     "二〇二四年一月", "3.14159265358979", "ISBN 978-7-02-000220-7", "①1980年 ②1990年"],
)  # fmt: skip
def test_numbers_written_as_people_do(text: str) -> None:
    assert value("disguised_numbers", text) == 0


def test_one_number_written_several_ways() -> None:
    assert value("number_spellings", "13800138000 或 1３8００138000 或 1 3 8 0 0 1 3 8 0 0 0") == 3
    assert value("number_spellings", "138-0013-8000，138 0013 8000，(138) 0013.8000") == 1
    assert value("number_spellings", "13800138000，13800138000") == 1
    assert math.isnan(value("number_spellings", "2024-11-23 与 2024.11.23"))


def test_stray_brackets() -> None:
    assert quotes("stray_brackets", "欢迎来到（）的网站】") == ["欢迎来到（）的网站】"]
    assert value("stray_brackets", "欢迎（大家）来《北京》看【展览】") == 0
    assert value("stray_brackets", "a) one\nb) two :) (see [1])") == 0


def test_odd_codes() -> None:
    assert value("odd_code_share", "ab\ue000\ufffd") == 0.5


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("看【国】【产】【大】【片】吧", "【国】【产】【大】【片】"),
        ("play [c][a][s][i][n][o] now", "[c][a][s][i][n]"),
    ],
)
def test_letters_in_brackets_one_by_one(text: str, quoted: str) -> None:
    assert value("spaced_out_letters", text) > 0.03
    assert quoted in "".join(quotes("spaced_out_letters", text))


@pytest.mark.parametrize(
    "text",
    [
        "第一条(一)总则【注】",
        "字号：[大] [中] [小]",
        "（一）（二）（三）（四）（五）",
        "太难过了[泪][泪][泪][泪]",
    ],
)
def test_brackets_of_honest_pages(text: str) -> None:
    assert value("spaced_out_letters", text) == 0


NAMES = [
    "emoji_density", "symbol_density", "invisible_share",
    "pinyin_injection", "mojibake_share", "homoglyph_share",
    "rejoined_words", "spaced_out_letters", "han_split_rate", "disguised_letter_share",
    "disguised_numbers",
    "stray_brackets", "odd_code_share",
    "script_turns",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", [ZH * 3, EN * 3], ids=["zh", "en"])
def test_plain_prose_shows_no_sign_of_obfuscation(name: str, text: str) -> None:
    found = value(name, text)
    assert found == 0 or (name == "script_turns" and math.isnan(found))


def test_lists_of_goods_without_spaces_are_no_cut_words() -> None:
    goods = "回收复印机.打印机|传真机-碎纸机，复印机打印机、打印机传真机、传真机碎纸机都收。"
    assert value("rejoined_words", goods) == 0
    cut = "回收复}印机和打^印机，二手复印机打印机都收。"
    assert value("rejoined_words", cut) == pytest.approx(math.log2(3))
