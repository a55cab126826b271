"""Tricks that lengthen a page: SIGNALS.md 2.2, 2.3 and section 3, items 5, 7 and 12."""

from __future__ import annotations

import random
import re

from training.farmgen.draft import Article, Draft
from training.farmgen.phrases import Cast, brand, search_phrase

_SENTENCE = re.compile(r"[^。！？.!?]+[。！？.!?]*\s*")


def place_lists(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Paragraphs that are nothing but names of districts and towns."""
    names = list(cast.places if draft.chinese else cast.latin_places)
    if rng.random() < 0.3:
        rng.shuffle(names)
    glue = rng.choice(["、", " ", "，", "\n"]) if draft.chinese else rng.choice([", ", " | ", "; "])
    wanted = max(120, round(len(draft.body) * 0.13 * strength))
    lists: list[str] = []
    start = rng.randrange(len(names))
    while sum(map(len, lists)) < wanted:
        size = rng.randint(8, 20)
        lists.append(glue.join(names[(start + i) % len(names)] for i in range(size)))
        start += size
    if rng.random() < 0.5:
        draft.below += lists
    else:
        for line in lists:
            draft.paragraphs.insert(rng.randrange(len(draft.paragraphs) + 1), line)


def place_pairs(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """One service joined to dozens of places or pairs of places."""
    names = cast.places if draft.chinese else cast.latin_places
    subject = (
        rng.choice(["物流专线", "搬家公司", "开锁公司", "货运", "疏通管道", "代写论文", "空调维修"])
        if draft.chinese
        else rng.choice(["plumber", "locksmith", "cash loans", "roof repair", "car rental"])
    )
    count = max(8, round(35 * strength))
    pairs = []
    for _ in range(count):
        here, there = rng.choice(names), rng.choice(names)
        if draft.chinese:
            pairs.append(rng.choice([f"{here}到{there}{subject}", f"{here}{subject}"]))
        else:
            code = f"{rng.randrange(10000, 99999)}"
            pairs.append(rng.choice([f"{subject} {here}", f"{subject} in {here} {code}"]))
    glue = rng.choice(["，", " ", "\n", "、"]) if draft.chinese else rng.choice([", ", " - ", "\n"])
    draft.below += glue.join(pairs).split("\n")


def city_doorway(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """A service page for one town whose only local facts are its population and its age."""
    names = cast.places if draft.chinese else cast.latin_places
    here = rng.choice(names)
    if draft.chinese:
        subject = rng.choice(["开锁", "搬家", "管道疏通", "家电维修", "甲醛检测", "空压机"])
        facts = [
            f"{here}{subject}服务，{here}{subject}电话，{here}附近{subject}。",
            f"{here}人口{rng.randint(10, 99)}万，始建于{rng.randint(1900, 1990)}年。",
            f"我们为{here}的客户提供{subject}，欢迎{here}的朋友来电咨询{here}{subject}。",
            f"需要{here}{subject}就找{here}{subject}公司，{here}{subject}哪家好，{here}{subject}价格。",
        ]
        draft.title = f"{here}{subject}_{here}{subject}公司_{here}{subject}哪家好"
    else:
        subject = rng.choice(["gardener", "locksmith", "payday loans", "drain cleaning", "movers"])
        facts = [
            f"Looking for a {subject} in {here}? Our {subject} {here} team serves all of {here}.",
            (
                f"{here} has a population of {rng.randint(8, 400)},{rng.randint(100, 999)} and was "
                f"founded in {rng.randint(1750, 1930)}."
            ),
            f"The best {subject} in {here}. Call now for {subject} {here}, {subject} near {here}.",
            f"Why choose our {subject} {here}? {here} residents trust our {subject} in {here}.",
        ]
        draft.title = f"{subject} {here} | best {subject} in {here}"
    repeats = max(1, round(2 * strength))
    others = list(rng.sample(names, min(len(names), round(20 * strength) + 4)))
    draft.headline = draft.title
    draft.paragraphs = facts * repeats + draft.paragraphs[: max(1, round(2 / max(strength, 0.3)))]
    draft.below.append(
        " ".join(f"{name}{subject}" if draft.chinese else f"{subject} {name}" for name in others)
    )


def glued_articles(
    draft: Draft, cast: Cast, rng: random.Random, strength: float, other: Article
) -> None:
    """A second article set behind the first, each with its own ending."""
    tail, mark = _tails(draft.chinese, cast, rng)
    mine = draft.paragraphs[: max(2, len(draft.paragraphs))]
    count = max(2, round(len(other.paragraphs) * min(1.0, strength)))
    draft.paragraphs = [*mine, tail, mark, *other.paragraphs[:count], tail]


def repeated_lead(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """The opening again, as the start of a later paragraph or of the whole page."""
    del cast
    lead = draft.paragraphs[0][: rng.randint(80, 200)]
    for _ in range(max(1, round(1.5 * strength))):
        where = rng.randrange(2)
        if where == 0 or len(draft.paragraphs) < 2:
            draft.paragraphs.insert(0, lead + ("……" if draft.chinese else "..."))
        else:
            draft.paragraphs.insert(1, lead + " " + draft.paragraphs[1])


def repeated_paragraphs(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """The same paragraphs two or three times over."""
    del cast
    long = [p for p in draft.paragraphs if len(p) > 30] or draft.paragraphs
    chosen = rng.sample(long, max(1, min(len(long), round(len(long) * 0.4 * strength))))
    for paragraph in chosen:
        for _ in range(rng.randint(1, 2)):
            draft.paragraphs.insert(rng.randrange(len(draft.paragraphs) + 1), paragraph)


def shuffled_sentences(
    draft: Draft, cast: Cast, rng: random.Random, strength: float, others: tuple[Article, ...]
) -> None:
    """Sentences of several articles in no order, a phrase between some of them."""
    subject = brand(cast, rng, chinese=draft.chinese)
    pool = sentences(draft.body)
    for other in others[: max(1, round(3 * strength))]:
        pool += sentences("\n".join(other.paragraphs))[:12]
    rng.shuffle(pool)
    pool = pool[: rng.randint(14, 30)]
    every = max(2, round(4 / max(strength, 0.2)))
    out, line = [], ""
    for number, sentence in enumerate(pool):
        line += sentence.strip() + ("" if draft.chinese else " ")
        if number % every == every - 1:
            line += search_phrase(rng, subject, chinese=draft.chinese)
            line += rng.choice(["，", "。", " "]) if draft.chinese else ". "
        if rng.random() < 0.25:
            out.append(line)
            line = ""
    draft.paragraphs = [*out, line] if line else out


def cut_sentences(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """A feed's first lines as the whole page, cut in mid-sentence, the source left standing."""
    keep = draft.paragraphs[0][: rng.randint(90, 260)].rstrip("。.!！")
    if draft.chinese:
        mark = rng.choice(["[…]", "......", "……[详细]", "…全文"])
        origin = rng.choice(cast.outlets)
        tail = rng.choice([f"本文首发于{origin}", f"{draft.title}最先出现在{origin}。", "阅读原文"])
    else:
        mark = rng.choice(["[…]", "[...]", "[&hellip;]", "… Read more"])
        origin = rng.choice(cast.latin_outlets)
        tail = f"The post {draft.title} appeared first on {origin}."
    draft.paragraphs = [keep + mark] if strength > 0.5 else [*draft.paragraphs[:3], keep + mark]
    draft.paragraphs.append(tail)


def mixed_languages(
    draft: Draft, cast: Cast, rng: random.Random, strength: float, foreign: Article
) -> None:
    """Sentences of another language between those of this one."""
    del cast
    pieces = sentences("\n".join(foreign.paragraphs))
    count = max(2, round(8 * strength))
    for _ in range(count):
        place = rng.randrange(len(draft.paragraphs))
        mine = sentences(draft.paragraphs[place])
        mine.insert(rng.randrange(len(mine) + 1), rng.choice(pieces).strip() + " ")
        draft.paragraphs[place] = "".join(mine)


def sentences(text: str) -> list[str]:
    """The sentences of a text, ends included."""
    return [m.group() for m in _SENTENCE.finditer(text) if m.group().strip()] or [text]


def _tails(chinese: bool, cast: Cast, rng: random.Random) -> tuple[str, str]:
    if chinese:
        platform = rng.choice(["搜狐", "网易", "新浪", "腾讯"])
        tail = rng.choice(
            [f"返回{platform}，查看更多", "责任编辑：", "展开全文", "（完）", "举报/反馈"]
        )
        outlet, who = rng.choice(cast.outlets), rng.choice(cast.people)
        mark = rng.choice(
            [f"{outlet}讯（记者 {who}）", f"来源：{outlet}", f"文 | {who}", f"原标题：{outlet}"]
        )
        return tail, mark
    outlet, who = rng.choice(cast.latin_outlets), rng.choice(cast.latin_people)
    tail = rng.choice(
        ["Read more at " + outlet, "Copyright " + outlet, "Share this:", "Filed under: News"]
    )
    return tail, rng.choice([f"By {who}", f"({outlet}) -", f"Source: {outlet}"])
