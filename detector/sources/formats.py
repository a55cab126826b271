"""Which format a file has, by its first bytes and, where they do not tell, by its name."""

from __future__ import annotations

import enum
import json
import re
from pathlib import PurePosixPath
from typing import Final

from detector.sources.columns import SPELLINGS, normal
from detector.sources.encodings import utf16_codec
from detector.sources.http import binary_kind, looks_like_html

SNIFF: Final = 64 * 1024


class Format(enum.StrEnum):
    """What a file is read as."""

    WARC = "warc"
    ARC = "arc"
    WACZ = "wacz"
    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"
    PAGES = "pages"
    UNKNOWN = "unknown"
    SNIFF = "sniff"
    """Told only when it is read (stdin)."""


PAGE_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml", ".shtml", ".txt"})
_COMPRESSION = frozenset({".gz", ".zst", ".zstd", ".bz2", ".xz", ".lz4", ".gzip"})
_NO_PAGES = frozenset(
    {".css", ".js", ".mjs", ".map", ".svg", ".rss", ".atom", ".cdx", ".cdxj", ".idx"}
)
_BY_SUFFIX = {
    ".warc": Format.WARC,
    ".wet": Format.WARC,
    ".wat": Format.WARC,
    ".arc": Format.ARC,
    ".wacz": Format.WACZ,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".parquet": Format.PARQUET,
    ".pq": Format.PARQUET,
}
_ARC = re.compile(
    rb"\A(?:filedesc:|[a-z][a-z0-9+.\-]{1,20}:)[^\r\n]{0,8192}?[ \t]\S{1,60}[ \t]-?\d{8,18}[ \t]"
    rb"[^\r\n]{0,400}\r?\n"
)
_WARC = re.compile(rb"\A[\r\n]{0,64}WARC/[01]\.")


def by_name(name: str) -> Format | None:
    """The format the name of a file promises, whatever compression it adds."""
    path = PurePosixPath(name.lower())
    suffixes = path.suffixes
    while suffixes and suffixes[-1] in _COMPRESSION:
        suffixes.pop()
    suffix = suffixes[-1] if suffixes else ""
    if suffix in PAGE_SUFFIXES:
        return Format.PAGES
    return _BY_SUFFIX.get(suffix)


def by_content(data: bytes, name: str, *, walked: bool = False) -> Format:
    """The format of a file that begins, unpacked, with ``data``.

    In a folder that is ``walked``, text under a name that promises something else is no page.
    """
    told = _by_magic(data, name)
    if told is not None:
        return told
    named = by_name(name)
    if named in (Format.WARC, Format.ARC, Format.CSV, Format.PARQUET, Format.WACZ):
        return named
    text = _readable(data)
    begins = text[:1]
    if named is Format.JSONL:
        return Format.JSON if begins == "[" and _is_array(text) else Format.JSONL
    if begins == "[" and (named is Format.JSON or _is_array(text)):
        return Format.JSON
    if begins == "{" and named is not Format.PAGES:
        return _lines_or_values(text)
    if named is not None:
        return named
    if looks_like_html(data):
        return Format.PAGES
    if b"\0" in data[:1024] and not utf16_codec(data):
        return Format.UNKNOWN
    if _is_table(text):
        return Format.CSV
    return Format.UNKNOWN if walked and PurePosixPath(name).suffix else Format.PAGES


def _by_magic(data: bytes, name: str) -> Format | None:
    if data.startswith(b"PAR1"):
        return Format.PARQUET
    if data.startswith(b"PK\x03\x04"):
        return Format.WACZ
    if _WARC.match(data):
        return Format.WARC
    may_be_arc = by_name(name) is not Format.PAGES
    if data.startswith(b"filedesc:") or (may_be_arc and _ARC.match(data, 0, 9000)):
        return Format.ARC
    if binary_kind(data) or PurePosixPath(name.lower()).suffix in _NO_PAGES:
        return Format.UNKNOWN
    return None


def _readable(data: bytes) -> str:
    codec = utf16_codec(data) or "utf-8"
    return data.decode(codec, "replace").lstrip("\ufeff \t\r\n")


def _is_array(text: str) -> bool:
    return text[1:].lstrip()[:1] in ("{", "]", "")


def _lines_or_values(text: str) -> Format:
    """JSON lines, or objects that go over several lines."""
    line, _, rest = text.partition("\n")
    try:
        json.loads(line, strict=False)
    except (ValueError, RecursionError):
        following = rest.lstrip()[:1]
        return Format.JSONL if not following or following == "{" else Format.JSON
    return Format.JSONL


def _is_table(text: str) -> bool:
    line = text.split("\n", 1)[0].strip("\r")
    if len(line) > 4000:
        return False
    known = {name for field in ("html", "text") for name in SPELLINGS[field]}
    return any(
        any(normal(cell.strip('"')) in known for cell in line.split(separator))
        for separator in ",\t;|"
        if separator in line
    )
