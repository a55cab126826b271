"""Tricks with search phrases and brands: SIGNALS.md 2.6 and section 3, items 2, 4, 6, 7, 11."""

from __future__ import annotations

import random
import re

from training.farmgen.draft import Draft
from training.farmgen.phrases import Cast, brand, search_phrase

# Spinners replace words by "synonyms" no editor would choose.
_SPUN_ZH = {
    "公司": "无限公司", "电话": "德律风", "关注": "存眷", "企业": "公司机构", "介绍": "先容", "非常": "十分很是",
    "认为": "以为觉得", "目前": "今朝", "重要": "首要", "提高": "进步晋升", "使用": "利用运用", "问题": "题目",
    "发展": "成长", "表示": "透露表现", "进行": "停止举行", "通过": "经由过程", "我们": "咱们", "可以": "能够可以",
    "但是": "可是但", "需要": "需求", "情况": "环境情形", "技术": "手艺", "城市": "都会", "学校": "黉舍",
    "方面": "方面方向", "工作": "事情", "因为": "由于因", "开始": "最先", "喜欢": "喜好", "选择": "挑选",
}  # fmt: skip
_SPUN_EN = {
    "said": "stated aloud", "people": "individuals", "important": "imperative", "use": "utilize",
    "help": "facilitate aid", "big": "sizable", "new": "brand-new", "show": "evince", "money": "cash money",
    "start": "commence", "buy": "procure", "because": "due to the fact", "about": "approximately regarding",
    "government": "governance body", "good": "goodly", "year": "twelvemonth", "children": "kids offspring",
    "company": "business firm", "home": "abode", "world": "globe",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]{4,}")
_HAN_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")


def title_repeats(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """The title over and over above the text, a brand before it."""
    site = brand(cast, rng, chinese=draft.chinese)
    joint = (
        rng.choice(["最新热点:", "官网最新消息：", "今日头条：", "热搜:"])
        if draft.chinese
        else ": breaking news - "
    )
    draft.above.insert(0, f"{site}{joint}{draft.headline}")
    for _ in range(max(0, round(strength))):
        place = rng.randrange(2)
        if place:
            draft.below.append(draft.headline)
        else:
            draft.above.append(draft.headline)


def title_tail(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """A title that ends in a tail of search phrases."""
    subject = brand(cast, rng, chinese=draft.chinese)
    glue = (
        rng.choice([",", "_", "|", "-", "，"])
        if draft.chinese
        else rng.choice([", ", " | ", " - "])
    )
    tail = [
        search_phrase(rng, subject, chinese=draft.chinese)
        for _ in range(max(2, round(4 * strength)))
    ]
    if rng.random() < 0.3:
        tail.append("(2026官方版)" if draft.chinese else "(updated 2026)")
    if rng.random() < 0.5:
        draft.title = glue.join([draft.title, *tail])
    else:
        draft.title = glue.join([*tail, draft.title])
    if rng.random() < 0.5:
        draft.headline = draft.title


def brand_swap(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """A brand in the place of a common word all through the article."""
    name = brand(cast, rng, chinese=draft.chinese)
    if rng.random() < 0.5:
        name = search_phrase(rng, name, chinese=draft.chinese)
    if rng.random() < 0.3:
        name = f"【{name}】" if draft.chinese else f"[{name}]"
    pattern = _HAN_PAIR if draft.chinese else _WORD
    counts: dict[str, int] = {}
    for match in pattern.finditer(draft.body):
        counts[match.group()] = counts.get(match.group(), 0) + 1
    often = [word for word, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])) if n >= 2][
        :6
    ]
    chosen = rng.sample(often, min(len(often), 2 if strength > 0.7 else 1))
    left = max(3, round(10 * strength))
    body = draft.body
    for word in chosen:
        times = min(left, counts[word])
        body = body.replace(word, name, times)
        left -= times
    draft.paragraphs = [line for line in body.split("\n") if line.strip()]
    for _ in range(left):  # not enough to replace: push it between the sentences
        place = rng.randrange(len(draft.paragraphs))
        text = draft.paragraphs[place]
        cuts = [m.end() for m in re.finditer("[，。,.、]", text)] or [0]
        cut = rng.choice(cuts)
        draft.paragraphs[place] = text[:cut] + name + text[cut:]
    draft.title = f"{name}{rng.choice(['_', '-', '|', ' '])}{draft.title}"


def keyword_stuffing(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """One phrase pushed between the sentences until it makes up a good part of the text."""
    phrase = search_phrase(rng, brand(cast, rng, chinese=draft.chinese), chinese=draft.chinese)
    wanted = max(5, round(len(draft.body) * 0.08 * strength / max(4, len(phrase))))
    for _ in range(min(wanted, 60)):
        place = rng.randrange(len(draft.paragraphs))
        text = draft.paragraphs[place]
        cuts = [m.end() for m in re.finditer("[，。,. 、]", text)] or [0, len(text)]
        cut = rng.choice(cuts)
        gap = "" if draft.chinese else " "
        draft.paragraphs[place] = text[:cut] + phrase + gap + text[cut:]
    draft.keywords = ",".join([phrase] * 3)


def search_phrases(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Runs of search phrases that have nothing to do with each other."""
    glue = (
        rng.choice([";", "；", ",", "、", " ", "|"])
        if draft.chinese
        else rng.choice(["; ", ", ", " | "])
    )
    for _ in range(max(1, round(2 * strength))):
        phrases = [
            search_phrase(rng, brand(cast, rng, chinese=draft.chinese), chinese=draft.chinese)
            for _ in range(max(6, round(14 * strength)))
        ]
        draft.below.append(glue.join(phrases))


def spun_words(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Synonyms from a spinner, and list numbers in the wrong order."""
    del cast
    table = _SPUN_ZH if draft.chinese else _SPUN_EN
    body = draft.body
    for word, spun in table.items():
        if rng.random() < 0.5 + 0.5 * strength:
            body = body.replace(word, spun) if draft.chinese else re.sub(rf"\b{word}\b", spun, body)
    lines = body.split("\n")
    if len(lines) >= 3 and rng.random() < 0.6:
        numbers = [rng.randint(1, 9) for _ in lines]
        joint = rng.choice(["、", ".", "）"]) if draft.chinese else ". "
        lines = [f"{n}{joint}{line}" for n, line in zip(numbers, lines, strict=True)]
    draft.paragraphs = lines


def question_page(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """A bare search query as the title, the page itself as the source, the answer cut off."""
    subject = draft.title[:14]
    if draft.chinese:
        draft.title = rng.choice(
            [f"{subject}怎么样_百度知道", f"{subject}是什么", f"{subject}哪里好"]
        )
        draft.above += [f"来源：{draft.title[:8]}网", "最佳答案："]
        extra = [f"{subject}{x}" for x in ("多少钱", "怎么办", "哪个好", "图片", "视频", "价格表")]
        draft.below += ["展开", "相关问题：" + ";".join(extra[: max(2, round(5 * strength))])]
    else:
        draft.title = rng.choice([f"what is {subject}", f"how to {subject} fast free"])
        draft.above += [f"Source: {draft.title}", "Best Answer:"]
        extra = [f"{subject} {x}" for x in ("price", "near me", "free", "video", "pdf", "2026")]
        draft.below += [
            "Show more",
            "Related searches: " + "; ".join(extra[: max(2, round(5 * strength))]),
        ]
    draft.headline = draft.title
    first = draft.paragraphs[0]
    draft.paragraphs = [
        first[: max(40, len(first) // 2)].rstrip("。.") + "...",
        *draft.paragraphs[1:2],
    ]
    _ = cast


def keyword_page(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """No article at all: variations on one subject, line after line."""
    subject = brand(cast, rng, chinese=draft.chinese)
    lines = []
    for _ in range(max(6, round(22 * strength))):
        words = [
            search_phrase(rng, subject, chinese=draft.chinese) for _ in range(rng.randint(1, 4))
        ]
        lines.append(("，" if draft.chinese else ", ").join(words))
    draft.title = "_".join(lines[0].replace("，", ",").split(",")[:3])
    draft.headline = subject
    keep = round(len(draft.paragraphs) * max(0.0, 1 - strength))
    draft.paragraphs = lines + draft.paragraphs[:keep]
