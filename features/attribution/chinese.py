"""Forms of attribution in Chinese: labels, reporter lines, datelines, reprints, platform tails."""

from __future__ import annotations

import re
from collections.abc import Iterator

from features.attribution.people import chinese_list, is_nobody
from features.attribution.roles import Claim, Form, Reader, Role, Spot

_SEP = re.compile(
    r"[ \t\xa0\u3000]{0,4}(?:[:：丨｜|∣│／/=＝]|(?<=[者编辑])[ \xa0\u3000])[ \t\xa0\u3000]{0,6}"
)
_COLON = re.compile(r"[ \t\xa0\u3000]{0,4}[:：][ \t\xa0\u3000]{0,6}")
_VALUE = re.compile(
    r"[《〈“\"\[【]?([^\s，,。；;|丨｜()（）【】\[\]<>《》〈〉“”\"=:：]{2,30}"
    r"(?: [A-Z][\w.]{0,15}){0,3})"
)


def _word_before(spot: Spot) -> bool:
    """Whether the trigger continues a longer word (``合作者：`` is no ``作者：``)."""
    before = spot.text[spot.start - 1 : spot.start]
    return "\u3400" <= before <= "\u9fff"


def _people(role: Role, *, loose: bool = False) -> Reader:
    def read(spot: Spot) -> Iterator[Claim]:
        if not loose and _word_before(spot):
            return
        sep = _SEP.match(spot.text, spot.end, spot.line_end)
        if not sep:
            return
        for start, end in chinese_list(spot.text, sep.end(), min(spot.line_end, sep.end() + 90)):
            yield spot.claim(role, spot.start, start, end)

    return read


def _outlet(role: Role) -> Reader:
    def read(spot: Spot) -> Iterator[Claim]:
        sep = _SEP.match(spot.text, spot.end, spot.line_end)
        if not sep:
            return
        value = _VALUE.match(spot.text, sep.end(), spot.line_end)
        if value and not is_nobody(value[1]) and not value[1].isdigit():
            if value[1].startswith(
                ("作者", "编辑", "责编", "时间", "日期", "发布", "点击", "浏览")
            ):
                return
            yield spot.claim(role, spot.start, value.start(1), value.end(1))

    return read


_PRESS = re.compile(
    r"(?:本报|本网|本刊|本台|本社|[\u3400-\u9fff·•A-Za-z]{2,20})?(?:见习|实习|首席|特约|全媒体|融媒体?|驻[\u3400-\u9fff]{1,6})?$"
)
_AFTER_PRESS = re.compile(r"[ \t\xa0\u3000:：]{0,4}")
_CLOSE = re.compile(
    r"[ \t\xa0\u3000]{0,4}(?:$|[\n)）\]】|丨｜/／、，,。;；□■●]|摄|报道|報道|文|图|通讯员|通訊員"
    r"|实习|见习|特约|电|電|发自|编辑|责|来源|综合|供|\d)"
)


# A name of no Chinese form (Tibetan, Uyghur, Mongol) is known by the bracket that closes it.
_BARE_NAME = re.compile(r"([\u3400-\u9fff]{2,5})[ \u3000]{0,2}[)）]")


def _reporter(spot: Spot) -> Iterator[Claim]:
    text = spot.text
    gap = _AFTER_PRESS.match(text, spot.end, spot.line_end)
    at = gap.end() if gap else spot.end
    spans = chinese_list(text, at, min(spot.line_end, at + 60), strict=True)
    if not spans:
        bare = _BARE_NAME.match(text, at, spot.line_end) if at > spot.end else None
        if not bare:
            return
        spans = [bare.span(1)]
    close = _CLOSE.match(text, spans[-1][1], min(len(text), spans[-1][1] + 8))
    alone = at > spot.end and close is not None
    before = text[max(spot.line_start, spot.start - 24) : spot.start]
    opened = before.rstrip(" \xa0\u3000").endswith(
        ("(", "（", "□", "■", "●", "◎", "[", "【", "/", "|", "丨")
    )
    at_head = _PRESS.fullmatch(before.strip(" \t\xa0\u3000□■●◎★")) is not None and (
        spot.start - 24 <= spot.line_start
    )
    if close is None and not opened:
        return
    if not (opened or at_head or alone or before.endswith(("本报", "本网", "本刊", "本台"))):
        return
    for start, end in spans:
        yield spot.claim(Role.REPORTER, spot.start, start, end)


_BACK = re.compile(r"[^\s，。；、：:()（）【】\[\]“”\"《》!！?？]{2,24}$")
_DAY = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日?$")
_OWN = frozenset({"本报", "本网", "本站", "本刊", "本台", "本社"})
_NOT_OUTLET = (
    "据",
    "通",
    "资",
    "简",
    "快",
    "喜",
    "音",
    "腾",
    "视",
    "短",
    "问",
    "审",
    "闻",
    "来",
    "刑",
)


def _dispatch(spot: Spot) -> Iterator[Claim]:
    """``X讯（记者 …``: the outlet before 讯, with or without a date between."""
    text = spot.text
    low = max(spot.line_start, spot.start - 26)
    found = _BACK.search(text, low, spot.start)
    if not found:
        return
    end = spot.start
    day = _DAY.search(text, found.start(), end)
    if day:
        end = day.start()
    name = text[found.start() : end]
    if not 2 <= len(name) <= 20 or name.endswith(_NOT_OUTLET) or not name[0].isalpha():
        return
    role = Role.AGENCY
    if name in _OWN:
        return
    yield spot.claim(role, found.start(), found.start(), end, spot.start + 1)


_WIRE = re.compile(
    r"([\u3400-\u9fff]{0,12}?)[ \u3000]{0,2}(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日?)?"
    r"(?:专)?[电電](?![影视台脑话网子力商池器动视车机源])"
)


def _wire(spot: Spot) -> Iterator[Claim]:
    """``新华社北京9月30日电``: agency and place of a dateline."""
    stop = min(spot.line_end, spot.end + 34)
    window = spot.text[spot.end : stop]
    if "电" not in window and "電" not in window:  # said at once, where the pattern takes long
        return
    found = _WIRE.match(spot.text, spot.end, stop)
    if not found:
        return
    yield spot.claim(Role.AGENCY, spot.start, spot.start, spot.end, found.end())
    if found[1]:
        yield spot.claim(Role.DATELINE_PLACE, spot.start, found.start(1), found.end(1), found.end())


_CITED = re.compile(
    r"(?:[《“\"])?([^\s，,。；;:：《》“”\"()（）、]{2,20}?)[》”\"]?(?:\d{1,4}[年月日][^，,。\n]{0,10}?)?(?:的)?(?:报道|消息|讯|电)(?=[，,：:。])"
)


_REPORTS = ("报道", "消息", "讯", "电")
"""Of which every citation has one: where none stands the pattern would take long to fail."""


def _cited(spot: Spot) -> Iterator[Claim]:
    stop = min(spot.line_end, spot.end + 42)
    if not any(map(spot.text[spot.end : stop].__contains__, _REPORTS)):
        return
    found = _CITED.match(spot.text, spot.end, stop)
    if found and not found[1].startswith(
        ("了解", "悉", "介绍", "此", "统计", "外媒", "媒体", "当地媒体")
    ):
        yield spot.claim(Role.CITED, spot.start, found.start(1), found.end(1), found.end())


_TITLE = re.compile(r"[ \t\xa0\u3000]{0,3}[:：][ \t\xa0\u3000]{0,3}([^\n)）\]】]{4,120})")


def _original_title(spot: Spot) -> Iterator[Claim]:
    found = _TITLE.match(spot.text, spot.end, spot.line_end)
    if found:
        yield spot.claim(Role.ORIGINAL_TITLE, spot.start, found.start(1), found.end(1))


_RETURN = re.compile(r"[ ]?([^\s，,。]{2,10})[，,][ ]?查看更多")


def _platform(spot: Spot) -> Iterator[Claim]:
    found = _RETURN.match(spot.text, spot.end, min(len(spot.text), spot.end + 24))
    if found:
        yield spot.claim(Role.PLATFORM, spot.start, found.start(1), found.end(1), found.end())


_PLATFORM_NOTE = re.compile(
    r"([\u3400-\u9fffA-Za-z]{2,8}(?:号|平台))(?:系|为|仅)?(?:信息发布|信息存储|提供信息)"
)


def _platform_note(spot: Spot) -> Iterator[Claim]:
    """A note that the views are the author's own and a platform only carries the text."""
    found = _PLATFORM_NOTE.search(spot.text, spot.end, min(spot.line_end, spot.end + 60))
    if found:
        yield spot.claim(Role.PLATFORM, spot.start, found.start(1), found.end(1), found.end())


_PLACE = re.compile(
    r"[ \xa0\u3000]{0,2}[:：]?[ \xa0\u3000]{0,3}([\u3400-\u9fff]{2,12})(?=$|[\s|,，。)）])"
)


def _publish_place(spot: Spot) -> Iterator[Claim]:
    found = _PLACE.match(spot.text, spot.end, spot.line_end)
    if found and not _word_before(spot):
        yield spot.claim(Role.PUBLISH_PLACE, spot.start, found.start(1), found.end(1))


_FROM = re.compile(
    r"[ \xa0\u3000]{0,2}[:：]?[ \xa0\u3000]{0,3}"
    r"[《“\"\[【]?([^\s，,。；;、|()（）【】\[\]《》“”\":：]{2,24})"
)
_NOT_REPRINT = (
    "请",
    "须",
    "自",
    "需",
    "必",
    "时",
    "或",
    "的",
    "本",
    "此",
    "和",
    "到",
    "至",
    "及",
    "文章",
    "于",
)


def _reprint(spot: Spot) -> Iterator[Claim]:
    found = _FROM.match(spot.text, spot.end, min(spot.line_end, spot.end + 40))
    if found and not found[1].startswith(_NOT_REPRINT) and found[1][0].isalnum():
        yield spot.claim(Role.REPRINT, spot.start, found.start(1), found.end(1))


def _residue(spot: Spot) -> Iterator[Claim]:
    yield spot.claim(Role.RESIDUE, spot.start, spot.start, spot.end)


_HOLDER = re.compile(
    r"[ \xa0\u3000:：©(cC)）]{0,8}(?:(?:19|20)\d\d(?:[ ]?[-–~－—][ ]?(?:19|20)?\d\d)?年?)?"
    r"[ \xa0\u3000,，]{0,4}([\u3400-\u9fffA-Za-z][^\s，,。；;|()（）]{1,24})"
)


def _rights(spot: Spot) -> Iterator[Claim]:
    found = _HOLDER.match(spot.text, spot.end, spot.line_end)
    if found and not found[1].startswith(
        ("不得", "违者", "未经", "属", "归", "声明", "所有", "All", "Copyright")
    ):
        yield spot.claim(Role.COPYRIGHT, spot.start, found.start(1), found.end(1))


_POSTED = re.compile(r"[ \t\xa0\u3000]{0,3}[:：]?[ \t\xa0\u3000]{0,3}(?=(?:19|20)\d\d[-/.年])")
_NICK = re.compile(r"(?:^|(?<=[\s|]))([^\s|:：，。]{2,20})[ \t\xa0\u3000]{1,4}$")


def _posted(spot: Spot) -> Iterator[Claim]:
    """``nick 发表于 2005-9-15``: the poster stands before the verb, on the same line."""
    if not _POSTED.match(spot.text, spot.end, spot.line_end):
        return
    found = _NICK.search(spot.text, max(spot.line_start, spot.start - 26), spot.start)
    if found and found.start(1) <= spot.line_start + 2 and not is_nobody(found[1]):
        yield spot.claim(Role.POSTER, found.start(1), found.start(1), found.end(1), spot.end)


_HEAD_ONLY = re.compile(r"[\s\xa0\u3000(（【\[□■●]*$")


def _short_label(role: Role) -> Reader:
    """``文 | X``: one-character labels count only where a line, sentence or bracket opens."""
    plain = _people(role, loose=True)

    def read(spot: Spot) -> Iterator[Claim]:
        before = spot.text[max(0, spot.start - 1) : spot.start]
        if before and not before.isspace() and before not in "(（【[□■●。，,!！?？…丨|｜/／":
            return
        start = spot.start
        inner = Spot(spot.text, start, start + 1, spot.line_start, spot.line_end)
        yield from plain(inner)

    return read


_BAR = (
    "|",
    "｜",
    "丨",
    "∣",
    "│",
    "/",
    "／",
    ":",
    "：",
    " |",
    " ｜",
    " 丨",
    " /",
    " :",
    " ：",
    "\u3000|",
    "\xa0|",
)

FORMS: tuple[Form, ...] = (
    Form(
        (
            "作者",
            "原作者",
            "撰文",
            "撰稿",
            "撰稿人",
            "撰稿：",
            "执笔",
            "执笔人",
            "原创",
            "文字",
            "采写",
            "特约撰稿",
            "主笔",
            "署名",
            "文/图",
            "图/文",
            "图文",
            "文图",
            "文并摄影",
            "本文作者",
            "文章作者",
            "供稿人",
        ),
        _people(Role.AUTHOR),
    ),
    Form(tuple("文" + bar for bar in _BAR), _short_label(Role.AUTHOR)),
    Form(("记者", "記者", "通讯员", "通訊員", "实习生"), _reporter),
    Form(
        (
            "编辑",
            "編輯",
            "责任编辑",
            "責任編輯",
            "责编",
            "责任编校",
            "值班编辑",
            "网络编辑",
            "本文编辑",
            "主编",
            "文章编辑",
            "本期编辑",
            "编审",
            "审核",
            "审稿",
            "责 编",
            "编 辑",
            "值班编委",
            "网编",
        ),
        _people(Role.EDITOR),
    ),
    Form(("校对", "校對", "责任校对"), _people(Role.PROOFREADER)),
    Form(("编译", "翻译", "译者", "翻譯", "譯者"), _people(Role.TRANSLATOR)),
    Form(("摄影", "攝影", "供图", "图片", "摄影记者"), _people(Role.PHOTOGRAPHER)),
    Form(
        (
            "来源",
            "來源",
            "本文来源",
            "文章来源",
            "信息来源",
            "新闻来源",
            "消息来源",
            "稿源",
            "稿件来源",
            "出处",
            "出處",
            "内容来源",
            "资料来源",
            "出自",
            "转载来源",
            "作品来源",
            "图文来源",
            "综合来源",
        ),
        _outlet(Role.SOURCE),
    ),
    Form(
        ("讯(", "讯（", "讯 ", "讯\u3000", "讯\xa0", "訊(", "訊（"),
        _dispatch,
    ),
    Form(
        (
            "新华社",
            "新華社",
            "中新社",
            "中新网",
            "中国新闻网",
            "新华网",
            "人民网",
            "央视网",
            "中央社",
            "法新社",
            "路透社",
            "美联社",
            "共同社",
            "塔斯社",
            "彭博社",
            "韩联社",
            "俄新社",
            "中评社",
            "中通社",
            "國際在線",
            "国际在线",
            "央广网",
            "中国网",
            "光明网",
            "中青网",
            "经济日报",
            "人民日报",
            "参考消息网",
            "环球网",
            "中证网",
            "上证报",
            "财联社",
        ),
        _wire,
    ),
    Form(("据", "據"), _cited),
    Form(("原标题", "原標題", "原题"), _original_title),
    Form(("返回",), _platform),
    Form(("仅代表作者", "仅代表该作者", "不代表平台"), _platform_note),
    Form(("发布于", "發布於", "IP属地", "IP屬地"), _publish_place),
    Form(
        (
            "转载自",
            "转自",
            "轉載自",
            "轉自",
            "摘自",
            "转载于",
            "本文转自",
            "本文转载自",
            "原载",
            "原文刊于",
            "首发于",
        ),
        _reprint,
    ),
    Form(("展开全文", "展開全文", "阅读原文", "点击阅读原文", "点击展开全文"), _residue),
    Form(("版权所有", "版權所有"), _rights),
    Form(("发表于", "發表於", "发布于", "发表在"), _posted),
)
"""Chinese forms; a trigger may serve several."""
