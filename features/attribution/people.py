"""Names of people as they are listed after a label: where each begins and ends."""

from __future__ import annotations

import re

from features.attribution.surnames import is_personal

MOST = 12
"""Names read at most from one list: a longer one is no byline."""

NOBODY = frozenset(
    [
        "佚名",
        "匿名",
        "未知",
        "不详",
        "无",
        "本站",
        "网络",
        "转载",
        "未署名",
        "暂无",
        "管理员",
        "网友",
        "原创",
        "本人",
        "admin",
        "administrator",
        "unknown",
        "anonymous",
        "none",
        "null",
        "undefined",
        "author",
        "n/a",
        "na",
        "guest",
        "user",
        "root",
        "staff",
        "редакция",
        "autor",
        "auteur",
        "test",
        "default",
        "unbekannt",
        "gast",
        "anonym",
        "anonyme",
    ]
)
"""What stands where a name should, and names nobody."""

# Words that open the next label or end a list of names; a token that begins with one is no name.
_NEXT_LABEL = re.compile(
    r"(?:来源|來源|编辑|編輯|编审|责任|責任|责编|时间|日期|发布|發佈|发表|發表|出自|出处|阅读|閱讀|评论|評論"
    r"|点击|點擊|浏览|瀏覽|字号|字体|字數|我要|查看|更多|校对|校對|审核|审稿|记者|記者|通讯员|通訊員|摄影|攝影"
    r"|报道|報道|原标题|打印|推荐|分享|关闭|收藏|本报|本刊|本网|编译|翻译|实习|文字|图片|类别|类型|分类|标签|关键词|频道"
    r"|栏目|状态|楼主|回复|更新|版权|稿源|人气|热度|次数|大小|上传|监制|视频|音频|剪辑|策划|统筹|设计|制图"
    r"|供稿|供图|整理|主编|总编|值班|二审|三审|初审|终审|转载|联系|投稿|电话|邮箱|作者|原作者|原载|标题|正文"
    r"|首页|网友|未经|声明|(?:文|图|文图|图文|电|讯|摄|综合|发自|编|著|译)(?=$|[\s/／、)）|丨｜:：]))"
)
_TAIL = re.compile(
    r"(?:报道|報道|摄影报道|摄影|攝影|摄|攝|文/图|图/文|文并图|发自.*|综合报道|整理|编译|编辑|供图|供稿|撰写|电)$"
)
_TOKEN = re.compile(
    r"[^\s、，,;；/／()（）【】\[\]|丨｜<>《》〈〉“”\"'‘’=:：。!！?？…□■●◆▲\ud800-\udfff]+"
)
_BETWEEN = re.compile(
    r"[ \t\xa0\u3000]{0,3}(?:[、，,;；/／&][ \t\xa0\u3000]{0,2}|和|(?<=[ \xa0\u3000]))"
)
_OPENING = re.compile(r"[ \t\xa0\u3000\[【(（《“\"]{0,6}")
_HAN = re.compile(r"[\u3400-\u9fff·•]+")
_HAN_NAME = re.compile(
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:[·•][\u3400-\u9fff]{1,8}){1,3}"
)
_WORD = re.compile(r"[^\W\d_][\w.'’&-]*")


_SOFTWARE = re.compile(
    r"(?:dede(?:cms)?|织梦(?:cms)?|wordpress|帝国cms|empirecms|phpcms|discuz!?|typecho|z-?blog(?:php)?"
    r"|joomla!?|drupal|maccms|苹果cms|pbootcms|eyoucms)(?:[\s_.-]?v?[0-9][\w .-]{0,30}|_\w{1,30})?"
)
"""A publishing system that signs where nobody did: what its theme was shipped with."""


def is_nobody(name: str) -> bool:
    """Whether ``name`` stands for the absence of a name."""
    name = name.strip().lower()
    return name in NOBODY or _SOFTWARE.fullmatch(name) is not None


def _token(text: str, at: int, stop: int) -> tuple[int, int] | None:
    found = _TOKEN.match(text, at, stop)
    if not found or _NEXT_LABEL.match(text, at, min(stop, found.end() + 1)):
        return None
    if text[found.end() : found.end() + 1] in ("=", "＝"):  # a stray attribute, no name
        return None
    return found.span()


def _han_name(text: str, start: int, end: int) -> int:
    """End of the personal name that begins the token, or ``start`` when it holds none."""
    token = text[start:end]
    if _HAN_NAME.fullmatch(token) and (len(token) <= 3 or not _TAIL.search(token)):
        return end
    tail = _TAIL.search(token)
    if tail and tail.start() >= 2 and _HAN_NAME.fullmatch(token[: tail.start()]):
        return start + tail.start()
    return start


def chinese_list(text: str, at: int, stop: int, *, strict: bool = False) -> list[tuple[int, int]]:
    """Spans of the names listed from ``at`` on, at most to ``stop`` (code points).

    ``strict`` keeps only names that begin with a Chinese family name or were set apart by
    space or separators: what follows a word that also stands in running prose.
    """
    opening = _OPENING.match(text, at, stop)
    at = opening.end() if opening else at
    names: list[tuple[int, int]] = []
    while len(names) < MOST:
        span = _token(text, at, stop)
        if span is None:
            break
        start, end = span
        token = text[start:end]
        if _HAN.match(token):
            cut = _han_name(text, start, end)
            personal = cut > start and (is_personal(text[start:cut]) or "·" in token)
            if names and not (personal or (cut > start and text[start - 1] in "、，,")):
                break
            if cut > start and (personal or not strict):
                names.append((start, cut))
            elif not names and not strict and end - start <= 24:
                names.append((start, end))
                break
            else:
                break
            if cut < end:
                break
        else:
            if names or strict:
                break
            names.append((start, _latin_end(text, end, stop)))
            break
        between = _BETWEEN.match(text, end, stop)
        if not between or between.end() == end:
            break
        at = between.end()
    return [(a, b) for a, b in names if not is_nobody(text[a:b])]


def _latin_end(text: str, end: int, stop: int) -> int:
    """End of a name in Latin letters: words joined by single spaces, five at most."""
    for _ in range(4):
        if end + 1 >= stop or text[end] != " ":
            break
        word = _WORD.match(text, end + 1, stop)
        if not word or not word.group()[0].isupper() or _HAN.match(word.group()):
            break
        end = word.end()
    return end
