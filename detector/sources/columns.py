"""The names crawlers give to the fields of a record, and a row of such names as a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from detector.errors import UsageError
from detector.record import Record, Status

SPELLINGS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "doc_id", "docid", "document_id", "uuid", "warc_record_id", "record_id", "_id"),
    "url": (
        "url",
        "uri",
        "page_url",
        "source_url",
        "target_uri",
        "warc_target_uri",
        "link",
        "href",
        "web_url",
        "final_url",
        "metadata.url",
        "meta.url",
        "metadata.source_url",
        "meta.warc_target_uri",
        "headers.warc_target_uri",
    ),
    "html": (
        "html",
        "raw_html",
        "html_content",
        "page_html",
        "rawhtml",
        "html_source",
        "page_source",
        "html_raw",
    ),
    "text": (
        "text",
        "plain_text",
        "plaintext",
        "content",
        "raw_content",
        "body",
        "main_text",
        "article",
        "article_text",
        "article_body",
        "document",
        "page_content",
        "maintext",
        "raw_text",
        "cleaned_text",
        "fulltext",
        "full_text",
    ),
    "title": ("title", "headline", "page_title", "metadata.title", "meta.title"),
    "byline": ("byline", "author", "authors", "writer", "creator", "metadata.author"),
    "site": (
        "site",
        "site_name",
        "sitename",
        "publisher",
        "outlet",
        "source_name",
        "metadata.site",
        "metadata.sitename",
    ),
    "published": (
        "published",
        "date",
        "published_at",
        "publish_date",
        "date_published",
        "datepublished",
        "published_date",
        "publish_time",
        "pub_date",
        "pubdate",
        "publication_date",
        "metadata.published",
        "metadata.date",
    ),
    "fetched": (
        "fetched",
        "fetched_at",
        "crawl_date",
        "crawled_at",
        "date_download",
        "date_crawled",
        "fetch_time",
        "crawl_time",
        "warc_date",
        "timestamp",
        "added",
        "headers.warc_date",
    ),
    "lang": (
        "lang",
        "language",
        "lang_code",
        "detected_language",
        "metadata.language",
        "metadata.lang",
    ),
}
"""Spellings of each field, the first present one with a value is taken."""

CHARSET = ("charset", "encoding")

SHOWN: Final = 12
"""Names of columns told when none of them holds a page."""

_NESTED: Final = 8
"""Lists in lists that are still read as a value of a field."""
_KEYS: Final = 200
"""Most columns of a row for which it is remembered which of them stand for which field."""
_NOTHING: Final[tuple[object, ...]] = ("", b"")
_AMBIGUOUS = frozenset({"content", "raw_content", "body", "document", "page_content"})
_TAG = re.compile(
    r"<(?:!doctype|html|head|body|div|p|article|section|table|span|br|h[1-6]|ul|a|img|script)"
    r"(?=[\s>/])[^<>]{0,2000}>",
    re.IGNORECASE,
)


def normal(name: str) -> str:
    """A column name as it is compared: lower case, spaces and dashes as underscores."""
    return name.strip().lower().replace("-", "_").replace(" ", "_")


class Columns:
    """Which names of a file stand for which field; ``chosen`` names come before all spellings.

    Names in ``chosen`` are matched exactly first, then as all others. Raises ``UsageError``
    for a field that does not exist.
    """

    def __init__(self, chosen: Mapping[str, str]) -> None:
        for field in chosen:
            if field not in SPELLINGS:
                raise UsageError(
                    f"--column {field}=...: no such field; fields are {', '.join(SPELLINGS)}"
                )
        self.chosen = dict(chosen)
        self._wanted = {
            field: (normal(chosen[field]),) if field in chosen else names
            for field, names in SPELLINGS.items()
        }
        self._plans: dict[tuple[str, ...], list[tuple[str, list[tuple[str, ...]]]]] = {}

    def paths(self, names: Iterable[str]) -> list[tuple[str, list[tuple[str, ...]]]]:
        """For each field the columns, as paths into nested values, that may hold it."""
        key = tuple(names)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plan(key)
            if len(key) <= _KEYS and sum(map(len, key)) <= _KEYS * 50:
                if len(self._plans) > 1000:
                    self._plans.clear()  # a file whose every line has other keys
                self._plans[key] = plan
        return plan

    def _plan(self, names: tuple[str, ...]) -> list[tuple[str, list[tuple[str, ...]]]]:
        by_normal: dict[str, str] = {}
        for name in names:
            by_normal.setdefault(normal(name), name)
        plan = []
        for field, wanted in self._wanted.items():
            found: list[tuple[str, ...]] = []
            exact = self.chosen.get(field)
            if exact is not None and exact in names:
                found.append((exact,))
            for spelling in wanted:
                if spelling in by_normal:
                    found.append((by_normal[spelling],))
                elif "." in spelling:
                    outer, inner = spelling.split(".", 1)
                    if outer in by_normal:
                        found.append((by_normal[outer], inner))
            if found:
                plan.append((field, found))
        return plan

    def record(
        self,
        row: Mapping[str, Any],
        source: str,
        *,
        surrogates: bool = False,
        repaired: Sequence[str] = (),
    ) -> Record:
        """The record a row of named values stands for.

        ``surrogates`` says that strings may hold halves of surrogate pairs (JSON escapes can),
        ``repaired`` what had to be mended before the row could be read.
        """
        notes = list(repaired)
        fields, names = self._values(row)
        html, text = fields.pop("html", None), fields.pop("text", None)
        if html is not None and not isinstance(html, str | bytes):
            html = _plain(html)
        if html is None and text is not None and self._is_markup(text, names["text"]):
            html, text = text, None
        if isinstance(text, bytes):
            text = decoded(text, notes)
        elif text is not None:
            text = _plain(text)
        plain: dict[str, str] = {field: _plain(value) for field, value in fields.items()}
        if surrogates:
            html = whole(html, notes) if isinstance(html, str) else html
            text = whole(text, notes) if text is not None else None
            plain = {field: whole(value, notes) for field, value in plain.items()}
        status, error = Status.OK, "; ".join(dict.fromkeys(notes)) or None
        if html is None and text is None:
            status, error = self._nothing(row)
        charset = next((row[name] for name in CHARSET if isinstance(row.get(name), str)), None)
        url = plain.get("url")
        own = plain.pop("id", None)
        plain.pop("url", None)
        return Record(
            id=own or url or source,
            source=source,
            url=url,
            html=html,
            charset=charset if isinstance(html, bytes) else None,
            text=text,
            status=status,
            error=error,
            **plain,
        )

    def _values(self, row: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """The values of the fields, and the column each was found in."""
        fields: dict[str, Any] = {}
        names: dict[str, str] = {}
        for field, places in self.paths(row):
            for place in places:
                value = row[place[0]]
                if len(place) == 2:
                    value = _inner(value, place[1])
                if value is not None and value not in _NOTHING:
                    fields[field] = value
                    names[field] = place[0]
                    break
        return fields, names

    def _is_markup(self, text: object, name: str) -> bool:
        """Whether what stands in a column that may hold either is HTML."""
        if "text" in self.chosen or normal(name) not in _AMBIGUOUS:
            return False
        if isinstance(text, bytes):
            text = text[:4096].decode("latin-1")
        return isinstance(text, str) and _TAG.search(text, 0, 4096) is not None

    def _nothing(self, row: Mapping[str, Any]) -> tuple[Status, str]:
        if any(field in ("html", "text") for field, _ in self.paths(row)):
            return Status.EMPTY, "no html and no text in the record"
        return Status.UNREADABLE, self.missing(row)

    @staticmethod
    def missing(names: Iterable[str]) -> str:
        """What to say when none of ``names`` stands for html or text."""
        shown = [str(name)[:40] for name in islice(names, SHOWN + 1)]
        listed = ", ".join(shown[:SHOWN]) + (", ..." if len(shown) > SHOWN else "")
        return f"no column for html or text among: {listed} (name it with --column text=NAME)"


def decoded(data: bytes, repaired: list[str]) -> str:
    """``data`` as text: UTF-8, else GB18030, else UTF-8 with U+FFFD for what is neither."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        repaired.append("bytes that are not UTF-8 were replaced")
        return data.decode("utf-8", "replace")


def whole(text: str, repaired: list[str]) -> str:
    """``text`` without halves of surrogate pairs, which no output format can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        pass
    else:
        return text
    # Pairs written as two escapes by a broken encoder become their character again.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    repaired.append("lone surrogates were replaced")
    return text


def unreadable(source: str, reason: str, url: str | None = None) -> Record:
    """The record for something that could not be read, with the reason."""
    return Record(id=url or source, source=source, url=url, status=Status.UNREADABLE, error=reason)


def _inner(value: Any, name: str) -> Any:
    if not isinstance(value, Mapping):
        return None
    if name in value:
        return value[name]
    return next((v for k, v in value.items() if isinstance(k, str) and normal(k) == name), None)


def _plain(value: Any, depth: int = 0) -> str:
    """A value of any type as text; what is nested deeper than anybody means it is nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple | Mapping) and depth == _NESTED:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(_plain(item, depth + 1) for item in value if item is not None)
    if isinstance(value, Mapping):
        named = value.get("name") or value.get("text") or value.get("url")
        plain = named is not None and not isinstance(named, Mapping)
        return _plain(named, depth + 1) if plain else ""
    return str(value)
