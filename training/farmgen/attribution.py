"""Tricks with names, counts and stamps: SIGNALS.md 2.4, 2.5, 2.9 and section 3, items 8 and 12."""

from __future__ import annotations

import random

from training.farmgen.draft import Article, Draft
from training.farmgen.phrases import Cast


def conflicting_bylines(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Several names for who wrote this and where it first stood."""
    count = max(2, round(4 * strength))
    if draft.chinese:
        outlets, people = rng.sample(cast.outlets, 4), rng.sample(cast.people, 4)
        lines = [
            f"文 | {outlets[0]} 文 | {outlets[0]}",
            f"{outlets[1]}讯(记者 {people[0]})",
            f"来源：{outlets[2]}",
            f"作者：{people[1]}",
            f"发布于：{rng.choice(cast.places)}",
            f"责任编辑：{people[2]}",
            f"据{outlets[3]}报道",
            f"本文转载自{outlets[1]}",
            f"返回{rng.choice(['搜狐', '网易', '新浪'])}，查看更多",
        ]
    else:
        outlets, people = rng.sample(cast.latin_outlets, 4), rng.sample(cast.latin_people, 4)
        lines = [
            f"By {people[0]} By {people[0]}",
            f"Source: {outlets[0]}",
            f"By {people[1]}, {outlets[1]}",
            f"({outlets[2]}) - ",
            f"Originally published on {outlets[3]}",
            f"Written by {people[2]}",
        ]
    for line in rng.sample(lines, min(len(lines), count + 1)):
        place = rng.randrange(3)
        if place == 0:
            draft.paragraphs[0] = line + " " + draft.paragraphs[0]
        elif place == 1:
            draft.paragraphs.append(line)
        else:
            draft.paragraphs.insert(rng.randrange(len(draft.paragraphs) + 1), line)


def repeated_byline(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """The same byline twice in a row."""
    if draft.chinese:
        who = rng.choice(cast.outlets)
        once = rng.choice([f"文 | {who}", f"作者：{who}", f"来源：{who}", f"文/{who}"])
    else:
        once = rng.choice(
            [f"By {rng.choice(cast.latin_people)}", f"Source: {rng.choice(cast.latin_outlets)}"]
        )
    times = max(2, round(2 * strength))
    draft.paragraphs[0] = " ".join([once] * times) + " " + draft.paragraphs[0]


def template_residue(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Fields the template left empty or filled from a counter."""
    del cast
    number = rng.randint(1000, 9999)
    if draft.chinese:
        lines = [
            f"更新时间: 浏览次数:{number}",
            "还没有人评论过,快来抢首评",
            "{keyword}",
            "作者： 来源： 时间：",
            f"阅读 ({number})",
            "{$title}",
            "【字体：大 中 小】",
            "上一篇：没有了",
            "标签：{tag}",
            "undefined",
        ]
    else:
        lines = [
            "{{keyword}}",
            "Posted by: on",
            "[city]",
            f"Views: {number}",
            "%%title%%",
            "lorem ipsum dolor sit amet",
            "No comments yet, be the first!",
            "undefined",
        ]
    chosen = rng.sample(lines, max(2, min(len(lines), round(4 * strength))))
    half = len(chosen) // 2
    draft.above += chosen[:half]
    draft.below += chosen[half:]


def made_up_engagement(
    draft: Draft, cast: Cast, rng: random.Random, strength: float, others: tuple[Article, ...]
) -> None:
    """A list of recommendations with drawn view counts, one night's stamps and one author."""
    count = max(6, round(20 * strength))
    day = f"20{rng.randint(23, 26)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    who = rng.choice(cast.people if draft.chinese else cast.latin_people)
    same = rng.random() < 0.7
    for number in range(count):
        title = others[number % len(others)].title[:30]
        stamp = f"{day} {rng.randint(1, 5):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
        views = rng.randint(1000, 9999)
        name = who if same else rng.choice(cast.people if draft.chinese else cast.latin_people)
        if draft.chinese:
            draft.below += [title, f"{name} {stamp} 阅读 {views}"]
        else:
            draft.below += [title, f"by {name} {stamp} {views} views"]


def false_masthead(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """The site's own brand where an outlet's name was, beside the old credit line."""
    if draft.chinese:
        site = rng.choice(cast.brand_heads) + rng.choice(cast.brand_tails) + "官网"
        old = rng.choice(cast.outlets)
        draft.above.append(f"{site} {old} 首页 > 新闻 > 正文")
        draft.paragraphs.append(f"（{old}记者 {rng.choice(cast.people)}）")
        draft.title = f"{draft.title}-{site}"
        if strength > 0.5:
            draft.above.append(f"{site}讯 {rng.choice(cast.people)}")
            draft.below.append(f"版权归{old}所有 {site}转载 发布于：{rng.choice(cast.places)}")
        return
    site = rng.choice(cast.latin_brands).title()
    old = rng.choice(cast.latin_outlets)
    draft.above.append(f"{site} | {old} | Home > News")
    draft.paragraphs.append(f"Contact the writer at {old}.")
    if strength > 0.5:
        draft.below.append(f"Copyright {old}. All rights reserved by {site}.")
    draft.title = f"{draft.title} - {site}"
