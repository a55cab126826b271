"""One record of a crawl file, before it is read as a page."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Status(enum.StrEnum):
    """What became of a record."""

    OK = "ok"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    CRASHED = "crashed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Record:
    """One record as a source gave it; every input record becomes exactly one of these.

    ``source`` is file and record position, ``id`` what the input calls the record, else its
    url, else ``source``. ``html`` is the payload as bytes when the charset is still to be
    found (``charset`` is what HTTP declared) or as text when the source had decoded it.
    ``status`` is ``OK`` for a record to read; otherwise ``error`` says why it is none. On a
    record that is read all the same (a wrong length, a body that ends early) ``error`` is a note.
    """

    id: str
    source: str
    url: str | None = None
    html: bytes | str | None = None
    charset: str | None = None
    text: str | None = None
    title: str | None = None
    byline: str | None = None
    site: str | None = None
    published: str | None = None
    fetched: str | None = None
    lang: str | None = None
    status: Status = Status.OK
    error: str | None = None
