"""Bytes of a page to text: what was declared, checked against what the bytes can be."""

from __future__ import annotations

import codecs
import encodings
import encodings.aliases
import functools
import pkgutil
import re
from typing import NamedTuple

from resiliparse.parse.encoding import detect_encoding

_SAMPLE = 65_536
"""Bytes shown to the statistical detector: enough for its counts, bounded on huge pages."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Labels browsers read as a superset or under another name (WHATWG Encoding Standard), as
# Python codecs. Anything else goes to codecs.lookup.
_LABELS = {
    "gb2312": "gb18030",
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "csgb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "chinese": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "csbig5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jp",
    "x-euc-jp": "euc_jp",
    "iso-2022-jp": "iso2022_jp",
    "hz-gb-2312": "hz",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "windows-949": "cp949",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "windows-1252": "cp1252",
    "iso-8859-9": "cp1254",
    "latin5": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "x-user-defined": "cp1252",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "utf-16": "utf-16-le",
    "unicode": "utf-16-le",
    "ucs-2": "utf-16-le",
    "iso-10646-ucs-2": "utf-16-le",
    "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman",
}

_NO_PAGE = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7"}
)
"""Text codecs of Python that browsers do not know: they fail in ways of their own, take quadratic
time, or let a page write what no reader of its bytes sees."""

_META = re.compile(
    rb"<(?:meta\b[^>]{0,400}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s{0,9}=\s{0,9}[\"']?\s{0,9}"
    rb"([\w.:-]{2,40})",
    re.I,
)
_MULTIBYTE = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "euc_kr"})
_SUPERSETS = {
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "latin-1": "cp1252",
    "ascii": "cp1252",
}
_GUESSES = ("gb18030", "big5hkscs", "cp932", "euc_jp", "cp949", "cp1251", "cp1252")

_HIGH = re.compile(rb"[\x80-\xff]+")
_PAIRS = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_COMMON_GB = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")  # GB 2312 level 1: 3,755 everyday characters
_KANA_EUC = re.compile(rb"[\xa4\xa5][\xa1-\xf6]")
_HANGUL_EUC = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
_ROWS_EUC = re.compile(rb"[\xb0-\xfe][\xa1-\xfe]")
_LATIN = frozenset({"cp1252", "cp1254", "cp1250", "iso8859-15", "iso8859-2", "mac_roman"})
_LOOK = 4_096
"""Bytes looked at to see whether a declared encoding is borne out."""
_UNDECODED = re.compile("[\ufffd\ue000-\uf8ff]")


class Decoded(NamedTuple):
    """The text of a page and the Python codec that gave it."""

    text: str
    encoding: str


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Text of ``data``; ``charset`` is what HTTP declared, if anything.

    A byte order mark decides. Then bytes that are valid UTF-8 are UTF-8, whatever was declared:
    text in another encoding is next to never valid UTF-8 by accident. Then the declared
    encodings (HTTP, ``<meta>``), each as the superset browsers use, if the bytes bear them out;
    then the statistical detector. Never raises; the result holds no lone surrogate and no NUL,
    and bytes that stand for nothing become U+FFFD.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(clean(data[len(mark) :].decode(encoding, "replace")), encoding)
    declared = [
        codec
        for label in (charset, declared_in_markup(data))
        if label and (codec := python_codec(label))
    ]
    text, encoding = _decode(data, declared)
    if encoding == "utf-8":  # no lone surrogates; a NUL is found sooner among bytes
        return Decoded(text.replace("\x00", "") if b"\x00" in data else text, encoding)
    return Decoded(clean(text), encoding)


def clean(text: str) -> str:
    """``text`` without NULs and with U+FFFD for lone surrogates: always valid as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        # Pairs that stand for one character (from UTF-16 read unit by unit) are joined first.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\x00", "") if "\x00" in text else text


def declared_in_markup(data: bytes) -> str | None:
    """The charset a ``<meta>`` or XML declaration in the first 4 KiB names."""
    match = _META.search(data, 0, 4096)
    return match[1].decode("ascii", "ignore") if match else None


def python_codec(label: str) -> str | None:
    """The Python codec for an encoding label as browsers read it; ``None`` if there is none."""
    label = label.strip(" \t\r\n\"';,").lower()
    known = _LABELS.get(label)
    if known:
        return known
    name = encodings.normalize_encoding(label)
    if name not in _codec_names() and name.replace(".", "_") not in _codec_names():
        return None
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in _NO_PAGE:
        return None
    return _SUPERSETS.get(info.name, info.name)


@functools.cache
def _codec_names() -> frozenset[str]:
    """Every name Python has a codec under.

    What is none of these must not be looked up: Python remembers each spelling it was ever asked
    for, known or not, and a crawl asks for a new one on every page if it likes.
    """
    modules = (module.name for module in pkgutil.iter_modules(encodings.__path__))
    aliases = encodings.aliases.aliases
    return frozenset((*aliases, *aliases.values(), *modules))


def _decode(data: bytes, declared: list[str]) -> tuple[str, str]:
    try:
        return _valid_utf8(data, data.decode(), declared)
    except UnicodeDecodeError:
        pass
    wide = _utf16(data)
    if wide:
        return data.decode(wide, "replace"), wide
    lenient = data.decode("utf-8", "replace")
    if _mostly_utf8(data, lenient):
        return lenient, "utf-8"
    candidates = [codec for codec in dict.fromkeys(declared) if not codec.startswith("utf-")]
    guess: str | None = None
    for codec in candidates:
        attempt = _attempt(data, codec)
        if attempt is None:
            continue
        if _plausible(data, codec):
            return attempt, codec
        guess = guess or _detected(data)
        if guess in (None, codec) or (codec in _LATIN and guess in _LATIN):
            return attempt, codec
    guess = guess or _detected(data)
    tried = [guess, *candidates, *_GUESSES] if guess else [*candidates, *_GUESSES]
    for codec in dict.fromkeys(tried):
        if (attempt := _attempt(data, codec)) is not None:
            return attempt, codec
    codec = (candidates or [guess or "utf-8"])[0]
    return data.decode(codec, "replace"), codec


def _valid_utf8(data: bytes, text: str, declared: list[str]) -> tuple[str, str]:
    if len(text) == len(data):  # pure ASCII: escape-driven encodings look like this
        for codec, marker in (("iso2022_jp", b"\x1b"), ("hz", b"~{")):
            if codec in declared and marker in data:
                return data.decode(codec, "replace"), codec
        wide = _utf16(data)
        return (data.decode(wide, "replace"), wide) if wide else (text, "utf-8")
    if declared and declared[0] in _MULTIBYTE and len(data) - len(text) < 6:
        # A few double-byte characters may happen to be valid two-byte UTF-8.
        runs = _HIGH.findall(data)
        if all(len(run.decode()) * 2 == len(run) for run in runs):
            attempt = _attempt(data, declared[0])
            if attempt is not None and not _UNDECODED.search(attempt):
                return attempt, declared[0]
    return text, "utf-8"


def _utf16(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: markup puts a NUL beside every ASCII letter."""
    head = data[:2048]
    if head.count(0) * 10 < len(head):
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _mostly_utf8(data: bytes, lenient: str) -> bool:
    """Whether UTF-8 with a few damaged characters (a cut tail, pasted bytes) explains ``data``."""
    bad = lenient.count("\ufffd")
    high = sum(map(len, _HIGH.findall(data, 0, _SAMPLE * 16)))
    return bad * 50 < high or (bad <= 2 and data[-3:].isascii() is False and high > 3 * bad)


def _attempt(data: bytes, codec: str) -> str | None:
    """``data`` in ``codec`` if under 1 % of its non-ASCII bytes come out as nothing."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
    except LookupError:
        return None
    high = sum(map(len, _HIGH.findall(data, 0, _SAMPLE * 16)))
    return text if text.count("\ufffd") * 100 <= high or codec == "cp1252" else None


def _plausible(data: bytes, codec: str) -> bool:
    """Whether the bytes look like text in ``codec``, for encodings that accept most bytes."""
    first = match.start() if (match := _HIGH.search(data)) else 0
    sample = data[first : first + _LOOK]
    if codec in ("gb18030", "big5hkscs"):
        pairs = _PAIRS.findall(sample)
        low = sum(pair[1] < 0x80 for pair in pairs)
        if codec == "big5hkscs":  # four in ten characters of Big5 end in an ASCII byte
            return len(pairs) < 20 or low * 20 >= len(pairs)
        everyday = len(_COMMON_GB.findall(sample))
        kana = len(_KANA_EUC.findall(sample))
        return low * 10 <= len(pairs) and everyday * 5 >= 2 * len(pairs) and kana * 5 <= everyday
    if codec in _LATIN:
        # A single-byte encoding takes any bytes, but Latin text is mostly ASCII.
        return sum(map(len, _HIGH.findall(sample))) * 4 < len(sample)
    return True


def _detected(data: bytes) -> str | None:
    start = match.start() if (match := _HIGH.search(data)) else 0
    start = max(0, start - 256)
    sample = data[start : start + _SAMPLE]
    label = detect_encoding(sample)
    codec = python_codec(label) if label else None
    if codec in (None, "utf-8", "gb18030"):
        # Korean in EUC is taken for Chinese, or for nothing: its syllables fill rows B0 to C8,
        # while Chinese goes on to F7.
        rows = len(_ROWS_EUC.findall(sample))
        if rows >= 10 and len(_HANGUL_EUC.findall(sample)) * 10 > 9 * rows:
            return "cp949"
    return None if codec == "utf-8" else codec
