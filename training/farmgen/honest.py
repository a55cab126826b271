"""What honest pages carry too: credits, navigation, related stories, emoji, lists of places.

Both twins of a pair are dressed alike, so that a byline, a counter or a list of towns by
itself is never what tells a farm from an honest page.
"""

from __future__ import annotations

import random

from training.farmgen.draft import Article, Draft
from training.farmgen.phrases import Cast

_NAV_ZH = [
    "首页",
    "新闻",
    "财经",
    "体育",
    "科技",
    "教育",
    "健康",
    "汽车",
    "房产",
    "旅游",
    "文化",
    "视频",
    "图片",
    "评论",
    "社区",
]
_NAV_LATIN = [
    "Home",
    "News",
    "Business",
    "Sport",
    "Science",
    "Culture",
    "Travel",
    "Opinion",
    "Video",
    "About",
    "Contact",
]
_FOOT_ZH = (
    "关于我们 联系我们 版权声明 隐私政策",
    "本网站所有内容未经书面授权不得转载",
    "主办单位：市融媒体中心 技术支持：信息中心",
    "打印 关闭窗口",
    "分享到：微信 微博",
)
_FOOT_LATIN = (
    "About us | Contact | Privacy policy | Terms of use",
    "All rights reserved.",
    "Subscribe to our newsletter",
    "Share on Facebook Share by e-mail",
)


def draft_of(article: Article, rng: random.Random) -> Draft:
    """The bare article as a draft; which of its looks it has is drawn for both twins at once."""
    host = (
        rng.choice(["www", "news", "m", "blog"])
        + "."
        + rng.choice(["example.com", "example.org", "example.net"])
    )
    return Draft(
        id=article.id,
        url=f"https://{host}/{rng.choice(['news', 'a', 'article', '2024/05'])}/{rng.randrange(10**6)}.html",
        lang=article.lang,
        title=article.title,
        headline=article.title if rng.random() < 0.8 else "",
        paragraphs=list(article.paragraphs),
        one_line=rng.random() < 0.3,
    )


def dress(draft: Draft, cast: Cast, rng: random.Random, others: tuple[Article, ...]) -> None:
    """Put honest furniture round the article."""
    zh = draft.chinese
    site = rng.choice(cast.outlets if zh else cast.latin_outlets)
    people = cast.people if zh else cast.latin_people
    if rng.random() < 0.4:
        draft.title += rng.choice(["_", " - ", "-", " | "]) + site
    if rng.random() < 0.5:
        _credit(draft, site, people, rng)
    if rng.random() < 0.35:
        words = rng.sample(_NAV_ZH if zh else _NAV_LATIN, rng.randint(5, 10))
        if rng.random() < 0.5:
            draft.above.insert(0, " ".join(words))
        else:
            draft.links += [(word, f"/{number}/") for number, word in enumerate(words)]
    if rng.random() < 0.3:
        _related(draft, rng, others)
    if rng.random() < 0.35:
        draft.below += rng.sample(_FOOT_ZH if zh else _FOOT_LATIN, rng.randint(1, 3))
    if rng.random() < 0.05:
        draft.below.append(f"© {rng.randint(2010, 2026)} {draft.host}")
    if rng.random() < 0.1:
        _emoji(draft, cast, rng)
    if rng.random() < 0.06:
        names = cast.places if zh else cast.latin_places
        start = rng.randrange(len(names) - 12)
        listed = (" " if zh else ", ").join(names[start : start + rng.randint(6, 12)])
        draft.below.append(("天气预报：" if zh else "Our branches: ") + listed)


def _credit(draft: Draft, site: str, people: tuple[str, ...], rng: random.Random) -> None:
    who, editor = rng.sample(people, 2)
    opening = draft.paragraphs[0][:60]
    if "新华社" in opening:
        site = "新华社"  # an agency's story is credited to the agency
    day = f"20{rng.randint(15, 26)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
    if draft.chinese:
        named = "记者" in opening or "电" in opening[:30]
        draft.above.append(
            f"{day} 来源：{site}"
            if named
            else rng.choice(
                [
                    f"{day} {rng.randint(7, 22):02d}:{rng.randint(0, 59):02d} 来源：{site}",
                    f"来源：{site} 作者：{who}",
                    f"{day} 来源：{site} 记者 {who}",
                    f"作者：{who}",
                ]
            )
        )
        if rng.random() < 0.4:
            draft.below.insert(
                0, rng.choice([f"（责任编辑：{editor}）", f"编辑：{editor} 校对：{who}"])
            )
        if rng.random() < 0.15 and not named:
            draft.paragraphs[0] = f"{site}讯（记者 {who}）" + draft.paragraphs[0]
    else:
        draft.above.append(
            rng.choice(
                [f"By {who}", f"By {who}, {site}", f"{day} | {who}", f"By {who} and {editor}"]
            )
        )
        if rng.random() < 0.3:
            draft.below.insert(0, rng.choice([f"Editing by {editor}", f"Photo: {editor}/{site}"]))


def _related(draft: Draft, rng: random.Random, others: tuple[Article, ...]) -> None:
    month = rng.randint(1, 12)
    days = sorted((rng.randint(1, 28) for _ in range(rng.randint(4, 10))), reverse=True)
    counted = rng.random() < 0.5
    for number, day in enumerate(days):
        title = others[number % len(others)].title[:30]
        stamp = f"{month:02d}-{day:02d} {rng.randint(6, 23):02d}:{rng.randint(0, 59):02d}"
        views = int(10 ** rng.uniform(1, 5.5))
        label = f"阅读 {views}" if draft.chinese else f"{views} views"
        draft.below += [title, f"{stamp} {label}" if counted else stamp]


def _emoji(draft: Draft, cast: Cast, rng: random.Random) -> None:
    for place in rng.sample(range(len(draft.paragraphs)), min(3, len(draft.paragraphs))):
        draft.paragraphs[place] += rng.choice(cast.emoji) * rng.randint(1, 3)
