"""What page makers do to a text they copied, at any strength; deterministic by seed."""

from __future__ import annotations

import random
from collections.abc import Callable

EMOJI = "😀😂😍😎😢🤔🙌👍🔥🎉⭐💯🚀🌈🍀🎁🐱🐶🍎🍉⚽🎵📱💡📌✅❤️🌟😴🤩"
PLACES = (
    "东城区、西城区、朝阳区、丰台区、石景山区、海淀区、门头沟区、房山区、通州区、顺义区、昌平区、"
    "大兴区、怀柔区、平谷区、密云区、延庆区、和平区、河东区、河西区、南开区、河北区、红桥区、"
    "东丽区、西青区、津南区、北辰区、武清区、宝坻区、滨海新区、宁河区、静海区、蓟州区"
)
INVISIBLE = "\u200b\u200c\u2060\u00ad\u2062\ufeff"
LATIN_ALIKE = str.maketrans("aceopxyiKMTHBAEPCX", "асеорхуіКМТНВАЕРСХ")
PINYIN = {
    "的": "de",
    "是": "shì",
    "在": "zài",
    "中": "zhōng",
    "国": "guó",
    "人": "rén",
    "有": "yǒu",
}
Disguise = Callable[[str, float, random.Random], str]


def emoji(text: str, every: float, rng: random.Random) -> str:
    """An emoji about every ``every`` characters."""
    out, left = [], every
    for char in text:
        out.append(char)
        left -= 1
        if left <= 0:
            out.append(rng.choice(EMOJI))
            left = every + rng.uniform(-0.15, 0.15) * every
    return "".join(out)


def place_lists(text: str, times: float, rng: random.Random) -> str:
    """Lists of place names, ``times`` as long as the text, between its sentences."""
    parts = text.split("。")
    wanted, names = int(len(text) * times), PLACES.split("、")
    lists = []
    while sum(map(len, lists)) < wanted:
        rng.shuffle(names)
        lists.append("\n" + "、".join(names) + "\n")
    step = max(1, len(parts) // max(1, len(lists)))
    out = []
    for at, part in enumerate(parts):
        out.append(part)
        if at % step == step - 1 and lists:
            out.append(lists.pop())
    return "。".join(out) + "".join(lists)


def invisibles(text: str, share: float, rng: random.Random) -> str:
    """Invisible characters after a ``share`` of the characters."""
    return "".join(c + (rng.choice(INVISIBLE) if rng.random() < share else "") for c in text)


def wrapped(text: str, share: float, rng: random.Random) -> str:
    """A ``share`` of the characters in brackets of their own."""
    return "".join(f"【{c}】" if c.isalnum() and rng.random() < share else c for c in text)


def entities(text: str, share: float, rng: random.Random) -> str:
    """A ``share`` of the characters as numeric references (undone by the HTML reader)."""
    return "".join(f"&#x{ord(c):x};" if rng.random() < share else c for c in text)


def pinyin(text: str, share: float, rng: random.Random) -> str:
    """Pinyin in brackets after a ``share`` of some common characters."""
    return "".join(
        f"{c}({PINYIN[c]} )" if c in PINYIN and rng.random() < share else c for c in text
    )


def full_width(text: str, share: float, rng: random.Random) -> str:
    """A ``share`` of the ASCII characters in their full-width form."""
    return "".join(
        chr(ord(c) + 0xFEE0) if "!" <= c <= "~" and rng.random() < share else c for c in text
    )


def homoglyphs(text: str, share: float, rng: random.Random) -> str:
    """Cyrillic letters for a ``share`` of the Latin ones that look like them."""
    return "".join(c.translate(LATIN_ALIKE) if rng.random() < share else c for c in text)


def deletion(text: str, every: float, rng: random.Random) -> str:
    """Every ``every``-th character taken out."""
    del rng
    return "".join(c for at, c in enumerate(text, 1) if at % int(every))


def replacement(text: str, every: float, rng: random.Random) -> str:
    """Every ``every``-th character replaced by another one of the text (typos, synonyms)."""
    return "".join(rng.choice(text) if at % int(every) == 0 else c for at, c in enumerate(text, 1))


def shuffled(text: str, share: float, rng: random.Random) -> str:
    """A ``share`` of the sentences in another order."""
    parts = text.split("。")
    chosen = [at for at in range(len(parts)) if rng.random() < share]
    moved = chosen[:]
    rng.shuffle(moved)
    out = parts[:]
    for at, source in zip(chosen, moved, strict=True):
        out[at] = parts[source]
    return "。".join(out)


def spun(text: str, every: float, rng: random.Random) -> str:
    """A two-character word swapped for another about every ``every`` characters (spinning)."""
    out, at = [], 0
    while at < len(text):
        step = max(3, int(rng.expovariate(1 / every)))
        out.append(text[at : at + step])
        at += step
        if at < len(text):
            start = rng.randrange(max(1, len(text) - 2))
            out.append(text[start : start + 2])
            at += 2
    return "".join(out)


def paraphrased(text: str, share: float, rng: random.Random) -> str:
    """In a ``share`` of the sentences, clauses in another order and one word in four changed."""
    parts = []
    for sentence in text.split("。"):
        if rng.random() < share:
            clauses = sentence.split("，")
            rng.shuffle(clauses)
            parts.append(spun("，".join(clauses), 6, rng))
        else:
            parts.append(sentence)
    return "。".join(parts)
