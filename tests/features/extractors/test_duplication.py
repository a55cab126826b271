"""Repetition is read through disguises, quoted, and told from honest refrains by its measure."""

from __future__ import annotations

import math

import numpy as np
import pytest

from features.page import Page
from features.table import feature_named
from features.views.ngrams import first_occurrences, pairs, repeated_share, singles
from features.views.overlaps import overlaps
from features.views.words import words


def value(name: str, text: str, **fields: object) -> float:
    return feature_named(name).measure(Page(text=text, **fields)).value  # type: ignore[arg-type]


def quotes(name: str, text: str, **fields: object) -> list[str]:
    reading = feature_named(name).measure(Page(text=text, **fields))  # type: ignore[arg-type]
    assert reading.evidence is not None
    return [span.of(text) for span in reading.evidence()]


LEAD = (
    "镇上的老邮局将在下个月重新开放，修缮工程历时两年，门前的石阶和铜制信箱都按照旧照片恢复了原样，"
    "居民们可以在这里寄出盖有纪念邮戳的明信片。"
)
BODY = (
    "负责修缮的木匠说，最难的是找回当年的门锁。他走访了附近的七个村子，终于在一户人家的阁楼里发现了同样的"
    "锁具，主人听说来意之后，把它送给了邮局。"
)
TAIL = "开放当天，邮局还会展出从民间征集来的老信件，最早的一封写于九十年前。"


def strewn(text: str, piece: str, step: int) -> str:
    return "".join(text[i : i + step] + piece for i in range(0, len(text), step))


def test_lead_repeat_sees_through_emoji() -> None:
    again = "本报讯(记者 甲乙)" + strewn(LEAD, "😆", 13)
    text = "\n".join([LEAD, again, BODY, TAIL])
    assert value("lead_repeat", text) == 1
    (quote,) = quotes("lead_repeat", text)
    assert quote.startswith("镇上的老邮局")
    assert quote.count("😆") >= 5
    assert value("lead_repeat", "\n".join([LEAD, BODY, TAIL, LEAD])) == 0
    assert value("lead_repeat", "\n".join([LEAD, BODY, TAIL])) == 0


def test_lead_repeat_when_a_crawler_joined_the_lines() -> None:
    text = LEAD + " 😆 通讯社消息 " + LEAD + "　　" + BODY + " " + TAIL
    assert value("lead_repeat", text) == 1


def test_near_dup_paragraph_needs_no_single_piece() -> None:
    changed = LEAD.replace("两年", "三个春天").replace("铜制", "黄铜")
    text = "\n".join([LEAD, BODY, TAIL, changed])
    assert 0.7 < value("near_dup_paragraph", text) < 1
    assert quotes("near_dup_paragraph", text)[0].startswith("镇上的老邮局")
    assert value("near_dup_paragraph", "\n".join([LEAD, BODY, TAIL])) < 0.1


def test_lines_that_come_back() -> None:
    text = "\n".join([LEAD, BODY, strewn(LEAD, "👍", 9), TAIL])
    sizes = [sum(c.isalnum() for c in part) for part in (LEAD, BODY, LEAD, TAIL)]
    assert value("line_repeat_chars", text) == pytest.approx(sizes[2] / sum(sizes))
    assert quotes("line_repeat_chars", text)[0].startswith("镇上的老邮局将在下👍")
    assert value("line_repeat_chars", "\n".join([LEAD, BODY, TAIL])) == 0


def test_sentence_repeats() -> None:
    text = "江水涨了三尺有余。渡船今天一早就不开了。岸边的人都散去了。江水涨了三尺有余！"
    assert value("sentence_repeats", text) == pytest.approx(1 / 4)
    assert quotes("sentence_repeats", text) == ["江水涨了三尺有余"]


def test_runs_of_words_against_counting_them() -> None:
    rng = np.random.default_rng(7)
    for size in (60, 200, 900):
        letters = "".join(rng.choice(list("甲乙丙丁戊己"), size))
        page = Page(text=letters)
        for n, found in ((1, singles(page)), (2, pairs(page))):
            runs = [letters[i : i + n] for i in range(size - n + 1)]
            assert found.counts.tolist() == [
                runs.count(run) if runs.index(run) == at else 0 for at, run in enumerate(runs)
            ]
            assert found.first.tolist() == [runs.index(run) for run in runs]
        seen: set[str] = set()
        covered = np.zeros(size, dtype=bool)
        for i in range(size - 4):
            if letters[i : i + 5] in seen:
                covered[i : i + 5] = True
            seen.add(letters[i : i + 5])
        assert repeated_share(page, 5) == pytest.approx(covered.mean())


def test_first_occurrences_when_all_slots_collide() -> None:
    values = np.arange(5000, dtype=np.uint64) % 777
    assert (first_occurrences(values) == values.astype(int)).all()


def test_shares_of_repeated_runs() -> None:
    once = "the quick brown fox jumps over the lazy dog and runs into the wide green field"
    fresh = " ".join(f"w{n}ord" for n in range(60))
    text = f"{once}. {fresh}. {once}."
    letters = len(once.replace(" ", ""))
    total = 2 * letters + len(fresh.replace(" ", ""))
    for n in (5, 10):
        assert value(f"dup_{n}gram", text) == pytest.approx(letters / total)
        assert quotes(f"dup_{n}gram", text) == [once]
    assert math.isnan(value("dup_5gram", "too short to say"))


def test_a_word_split_by_an_emoji_stays_one_word() -> None:
    assert len(words(Page(text="the Ora😀cle spo\u200bke"))) == 3
    assert len(words(Page(text="fun 😀 time"))) == 2


def test_overlaps_stay_linear_in_copies() -> None:
    found = overlaps(Page(text="\n".join([LEAD] * 50)))
    whole = [pair for pair in found if pair.shared == max(pair.shared for pair in found)]
    assert [(pair.source, pair.copy) for pair in whole] == [(0, copy) for copy in range(1, 50)]
    assert len(found) < 2 * 50


POINTS = [
    "把新机器从箱子里拿出来，检查螺丝、电线和说明书是不是都在里面，缺了就打电话问。",
    "接上电源和水管之前先关总闸，等指示灯灭了再接，接好以后用手拉一拉看牢不牢。",
    "第一次开机要等三分钟，屏幕上出现绿色的小旗以后才可以按右边的大按钮开始。",
    "登录时用收据上的号码，忘了号码可以到镇上的店里去补办，带上身份证就行了。",
]
STEPS = [
    "Take the kettle out of its box and look for the lid, the cord and the little paper book.",
    "Fill it up to the line and wait until the lamp goes out before you lift it from the foot.",
    "Never leave it on the stove while the window is open and the curtain can reach the flame.",
    "Clean it with vinegar every second month, and rinse it twice before you make tea again.",
]


def numbered(numbers: str, mark: str, points: list[str], joint: str = "\n") -> str:
    pairs = zip(numbers.split(), points, strict=False)
    return joint.join(f"{number}{mark}{point}" for number, point in pairs)


@pytest.mark.parametrize(
    ("mark", "points", "joint"),
    [("、", POINTS, "\n"), (". ", STEPS, "\n"), (". ", STEPS, " "), (") ", STEPS, "\n")],
)
def test_shuffled_points(mark: str, points: list[str], joint: str) -> None:
    text = numbered("7 2 9 3", mark, points, joint)
    assert value("shuffled_points", text) == pytest.approx(math.log2(3) * 2 / 3)
    assert quotes("shuffled_points", text) == [f"2{mark}".strip(), f"3{mark}".strip()]
    for order in ("1 2 3 4", "1 2 1 2", "4 3 2 1", "2 5 8 9", "1 1 1 1"):
        assert value("shuffled_points", numbered(order, mark, points, joint)) == 0


def test_levels_dates_and_short_entries_are_not_shuffled() -> None:
    two = f"{numbered('1 2 3 4', '. ', STEPS)}\n{numbered('1 2 3 4', ') ', STEPS)}\n"
    assert value("shuffled_points", f"{two}2. {STEPS[0]}") < 0.25
    assert value("shuffled_points", "4、拆箱\n2、接线\n7、开机\n7、登录") == 0
    dates = "\n".join(f"{day}. August 2019 {STEPS[0]}" for day in (27, 21, 8, 3))
    assert math.isnan(value("shuffled_points", dates))
    assert math.isnan(value("shuffled_points", "价格 3.50 元，共 12.75 元，比例 1.25 和 4.75"))
    english = "It won 7. It lost 3. It drew 9. It gave up 2. All in all they had 8. Then came 1."
    assert not value("shuffled_points", english) > 0, "numbers that end sentences"


def test_menus_of_a_plain_text_page_are_no_content() -> None:
    menu = "\n".join(["首页", "新闻", "图片", "视频", "财经", "论坛", "更多"])
    text = f"{menu}\n{LEAD}\n{BODY}\n{menu}"
    assert value("line_repeat_chars", text) == 0
    assert len(words(Page(text=text))) == sum(c.isalnum() for c in LEAD + BODY)
    assert len(words(Page(text=f"{menu}\n{menu}"))) == 28, "all there is is content"


def test_long_paragraphs_said_again_are_told_from_short_lines_said_again() -> None:
    page = "\n".join([LEAD, BODY, "分享到朋友圈", strewn(LEAD, "🌾", 9), TAIL, "分享到朋友圈"])
    assert quotes("paragraph_repeats", page) == [strewn(LEAD, "🌾", 9).strip("。🌾")]
    assert 0.3 < value("paragraph_repeats", page) < 0.5
    assert value("paragraph_repeats", "\n".join([LEAD, BODY, "分享", "分享"])) == 0
    assert math.isnan(value("paragraph_repeats", "分享到朋友圈"))


MILL = (
    "The mill stands where the two brooks meet, and its wheel has not turned since the flood that "
    "took the bridge; the children of the village fish there in summer and skate there in winter. "
    "Nobody remembers who ground the last sack. "
)
FAIR = (
    "On the second Sunday of the month the market square fills with carts of apples and honey, "
    "and the brass band of the fire brigade plays until the last of the visitors has "
    "found the way home. Lanterns hang from the lime trees, one for every year of the town. "
)
LAKE = (
    "Swimmers cross the lake before breakfast when the water is still as glass, and whoever "
    "reaches the far shore rings the bell that a boatman hung there for his "
    "daughter a long while ago. "
    "In dry years its wheel of rust can be seen. "
)


@pytest.mark.parametrize(
    "parts", [(MILL, FAIR, LAKE), (LEAD, BODY + "锁用了一百年。", LEAD[::-1])], ids=["en", "zh"]
)
def test_scattered_repeats(parts: tuple[str, str, str]) -> None:
    one, two, three = parts
    padded = "\n".join([one, two, one, three, two])
    assert value("scattered_repeats", padded) > 0.15
    found = "".join(quotes("scattered_repeats", padded))
    assert one[5:30] in found
    assert two[5:30] in found
    assert value("scattered_repeats", "\n".join([*parts, *parts])) == 0, "the article twice"
    assert value("scattered_repeats", "\n".join([one, two, one, three, one])) == 0, "one caption"
    assert value("scattered_repeats", "\n".join(parts)) == 0
