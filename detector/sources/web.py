"""What a crawled resource becomes: a page to read, or a record skipped with the reason."""

from __future__ import annotations

from detector.decoding import python_codec
from detector.record import Record, Status
from detector.sources import limits
from detector.sources.columns import decoded, unreadable
from detector.sources.http import (
    DAMAGED,
    Head,
    OverLimitError,
    binary_kind,
    body_of,
    looks_like_html,
    media_type,
    read_head,
)

_HTML = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml"})
_UNSAID = frozenset(
    {
        "",
        "unk",
        "unknown",
        "unknown/unknown",
        "no-type",
        "application/octet-stream",
        "application/x-unknown",
        "binary/octet-stream",
        "*/*",
        "text/*",
    }
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def response_head(block: bytes, url: str | None) -> tuple[Head, str | None]:
    """The HTTP head a response begins with, and why it holds no page, if it does not."""
    head = read_head(block)
    status = head.status
    if status is not None and 300 <= status < 400:
        to = f" to {head.location[:200]}" if head.location else ""
        return head, f"redirect{to} (HTTP {status})"
    if status is not None and status not in (200, 201, 202, 203):
        return head, f"HTTP status {status}"
    return head, not_a_page(head.content_type, url)


def not_a_page(content_type: str, url: str | None) -> str | None:
    """Why something of this type from this address is no page, if it is none."""
    if url:
        scheme = url.split(":", 1)[0].lower() if ":" in url[:20] else ""
        if scheme in ("dns", "whois", "metadata", "urn", "ftp", "filedesc", "data", "about"):
            return f"not a web page: {scheme}"
        if url.endswith("/robots.txt"):
            return "not a page: robots.txt"
    if content_type in _HTML or content_type == "text/plain" or content_type in _UNSAID:
        return None
    return f"not a page: {content_type[:80]}"


def response(
    block: bytes,
    head: Head,
    where: str,
    url: str | None,
    fetched: str | None,
    content_type: str | None = None,
) -> Record:
    """The record for an HTTP response; ``content_type`` overrides what its head says."""
    try:
        body, note = body_of(block[head.size :], head)
    except OverLimitError:
        return unreadable(
            where, f"body unpacks to more than {limits.RECORD // limits.MIB} MiB", url
        )
    kind, charset = head.content_type, head.charset
    if content_type:
        kind, charset = media_type(content_type)
    return page(body, kind, charset, where, url, fetched, note)


def page(
    body: bytes,
    kind: str,
    charset: str | None,
    where: str,
    url: str | None,
    fetched: str | None,
    note: str | None = None,
) -> Record:
    """The record for a body of type ``kind``."""
    name = url or where
    if not body:
        return Record(
            id=name,
            source=where,
            url=url,
            fetched=fetched,
            status=Status.EMPTY,
            error=note or "empty body",
        )
    if note == DAMAGED:
        return unreadable(where, note, url)
    binary = binary_kind(body)
    if (
        binary is None
        and kind in _UNSAID
        and not looks_like_html(body)
        and b"\0" in body[:1024]
        and not body.startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        binary = "unknown binary data"
    if binary is not None:
        return skipped(where, f"not a page: {binary}", url, fetched)
    if kind in _HTML or looks_like_html(body):
        return Record(
            id=name, source=where, url=url, html=body, charset=charset, fetched=fetched, error=note
        )
    return Record(
        id=name, source=where, url=url, text=plain_text(body, charset), fetched=fetched, error=note
    )


def plain_text(body: bytes, charset: str | None) -> str:
    """A body of plain text: by its byte order mark, its declared charset, else as found."""
    for bom, marked in _BOMS:
        if body.startswith(bom):
            return body.decode(marked, "replace")
    codec = python_codec(charset) if charset else None
    if codec:
        try:
            return body.decode(codec)
        except UnicodeError:
            pass
    return decoded(body, [])


def skipped(where: str, reason: str, url: str | None = None, fetched: str | None = None) -> Record:
    """The record for something that is no page."""
    return Record(
        id=url or where,
        source=where,
        url=url,
        fetched=fetched,
        status=Status.SKIPPED,
        error=reason,
    )
