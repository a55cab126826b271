"""Tricks that disguise characters: SIGNALS.md 2.1 and section 3, items 1 to 3."""

from __future__ import annotations

import random

from training.farmgen.draft import Draft
from training.farmgen.phrases import Cast, brand, search_phrase

_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u2062\u2068"
_LOOKALIKES = str.maketrans(
    "aeopcxyiBHKMTE",
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0412\u041d\u041a\u041c\u0422\u0415",
)
_PLAIN = ["yan", "shi", "wang", "luo", "bu", "chong", "he", "dian", "chu", "neng", "zhan", "qu"]
_TONED = ["wǒ", "wǎng", "luò", "chǔ", "néng", "diàn", "zhàn", "hé", "gǔ", "pī", "cūn", "lì", "guān"]
# Pairs every reader of both scripts knows; enough to alternate between them.
_TRADITIONAL = str.maketrans(
    "国学会时来对过发说这们为个产业东车马鸟鱼门问间关开现实体经济书报纸长张张见观视觉记者论语话谈"
    "请让议员场动务区医药华汉进远运还边达迁选输转轮软电脑网络线红绿约级纪纯组细终结给统继续",
    "國學會時來對過發說這們為個產業東車馬鳥魚門問間關開現實體經濟書報紙長張張見觀視覺記者論語話談"
    "請讓議員場動務區醫藥華漢進遠運還邊達遷選輸轉輪軟電腦網絡線紅綠約級紀純組細終結給統繼續",
)
_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨"
_WIDE = "０１２３４５６７８９"


def emoji_rhythm(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """An emoji every so many characters, in the middle of words too."""
    gap = round(30 / max(strength, 0.1)) + rng.randint(-6, 12)
    alphabet = rng.sample(cast.emoji, rng.randint(12, len(cast.emoji)))
    body, pieces, at = draft.body, [], 0
    while at < len(body):
        size = max(3, gap + rng.randint(-2, 2))
        pieces.append(body[at : at + size])
        at += size
        if at < len(body):
            pieces.append(rng.choice(alphabet))
    draft.paragraphs = "".join(pieces).split("\n")


def emoji_scatter(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Emoji thrown at random, most of them inside words."""
    rate = 0.02 * strength
    alphabet = rng.sample(cast.emoji, rng.randint(8, len(cast.emoji)))
    draft.paragraphs = [
        "".join(c + (rng.choice(alphabet) if rng.random() < rate else "") for c in paragraph)
        for paragraph in draft.paragraphs
    ]


def invisible_characters(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Characters nobody sees, set inside words."""
    del cast
    rate = rng.uniform(0.02, 0.12) * strength
    kinds = rng.sample(_ZERO_WIDTH, rng.randint(1, 3))
    draft.paragraphs = [
        "".join(
            c + (rng.choice(kinds) if c.isalnum() and rng.random() < rate else "")
            for c in paragraph
        )
        for paragraph in draft.paragraphs
    ]


def pinyin_injection(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Pronunciations in brackets after some characters."""
    del cast
    rate = rng.uniform(0.03, 0.12) * strength
    sounds = _TONED if rng.random() < 0.6 else _PLAIN
    opening, closing = rng.choice([("(", ")"), ("（", "）"), ("( ", " )")])
    draft.paragraphs = [
        "".join(
            c + (opening + rng.choice(sounds) + closing if _han(c) and rng.random() < rate else "")
            for c in paragraph
        )
        for paragraph in draft.paragraphs
    ]


def mixed_scripts(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Simplified and traditional characters by turns, or Latin words with lookalike letters."""
    del cast
    if draft.chinese:
        share = 0.5 * strength
        draft.paragraphs = [
            "".join(
                sentence.translate(_TRADITIONAL) if rng.random() < share else sentence
                for sentence in _clauses(paragraph)
            )
            for paragraph in draft.paragraphs
        ]
        return
    rate = 0.15 * strength
    draft.paragraphs = [
        " ".join(
            "".join(c.translate(_LOOKALIKES) if rng.random() < 0.5 else c for c in word)
            if rng.random() < rate
            else word
            for word in paragraph.split(" ")
        )
        for paragraph in draft.paragraphs
    ]


def wrapped_characters(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Every character of a stretch in brackets of its own, or parted by marks."""
    left, right = rng.choice(
        [("【", "】"), ("[", "]"), ("「", "」"), ("", "."), ("", "-"), ("", " ")]
    )
    count = max(1, round(len(draft.paragraphs) * 0.3 * strength))
    lines = [
        "".join(
            f"{left}{c}{right}"
            for c in search_phrase(
                rng, brand(cast, rng, chinese=draft.chinese), chinese=draft.chinese
            )
            if not c.isspace()
        )
        for _ in range(count + 2)
    ]
    chosen = rng.sample(range(len(draft.paragraphs)), min(count, len(draft.paragraphs)))
    for place in chosen:
        paragraph = draft.paragraphs[place]
        cut = min(len(paragraph), rng.randint(20, 80))
        wrapped = "".join(f"{left}{c}{right}" if c.isalnum() else c for c in paragraph[:cut])
        draft.paragraphs[place] = wrapped + paragraph[cut:]
    draft.paragraphs += lines


def mojibake(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Phrases whose bytes were read in the wrong charset, again and again."""
    subject = brand(cast, rng, chinese=True)
    phrases = [search_phrase(rng, subject, chinese=True) for _ in range(3)]
    wrong = [phrase.encode().decode("gbk", "replace") for phrase in phrases]
    for _ in range(max(2, round(6 * strength))):
        place = rng.randrange(len(draft.paragraphs))
        draft.paragraphs[place] = _insert(draft.paragraphs[place], rng.choice(wrong), rng)


def odd_digits(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Phone and chat numbers in full-width or circled digits, written several ways."""
    del cast
    number = "1" + "".join(rng.choice("0123456789") for _ in range(10))
    ways = [
        "".join(_CIRCLED[int(d)] for d in number),
        "".join(_WIDE[int(d)] for d in number),
        "".join(_CIRCLED[int(d)] if rng.random() < 0.4 else d for d in number),
        " ".join(number),
        "-".join([number[:3], number[3:7], number[7:]]),
        "".join(d + rng.choice("。.·") for d in number),
    ]
    labels = (
        ["微信", "QQ", "电话", "咨询", "加V", "薇芯"]
        if draft.chinese
        else ["call", "WhatsApp", "text"]
    )
    for _ in range(max(2, round(5 * strength))):
        line = f"{rng.choice(labels)}：{rng.choice(ways)}"
        place = rng.randrange(len(draft.paragraphs))
        draft.paragraphs[place] = _insert(draft.paragraphs[place], line, rng)


def stray_characters(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Marks left where a brand was cut out, and words parted by hyphens."""
    del cast
    stray = rng.sample([".", "}", "{", "|", "-", "^", "*", "~", "_", "\\"], 2)
    rate = 0.025 * strength
    draft.paragraphs = [
        "".join(
            c + (rng.choice(stray) if c.isalnum() and rng.random() < rate else "")
            for c in paragraph
        )
        for paragraph in draft.paragraphs
    ]
    draft.headline = _insert(draft.headline, stray[0], rng)


def entity_encoding(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Letters written as numeric entities (HTML only)."""
    del cast
    draft.entity_share = min(1.0, rng.uniform(0.3, 0.9) * strength)


def split_words(draft: Draft, cast: Cast, rng: random.Random, strength: float) -> None:
    """Comments inside words (HTML only)."""
    del cast
    draft.comment_share = rng.uniform(0.02, 0.2) * strength


def _insert(text: str, piece: str, rng: random.Random) -> str:
    place = rng.randrange(len(text) + 1)
    return text[:place] + piece + text[place:]


def _clauses(text: str) -> list[str]:
    out, start = [], 0
    for place, char in enumerate(text):
        if char in "，。！？；、":
            out.append(text[start : place + 1])
            start = place + 1
    return [*out, text[start:]]


def _han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
