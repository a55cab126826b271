"""A record of a crawl to a page: the one reader every command and every label goes through."""

from __future__ import annotations

from detector.decoding import clean
from detector.html.document import read_html
from detector.record import Record
from features.page import Page


def read_page(record: Record) -> Page:
    """The page in ``record``: its HTML if it has any, else its text.

    Columns of the record (title, byline, site, published, lang) come before what the document
    says. Never raises on the content of a record; a record with nothing to read gives a page
    without text.
    """
    if record.html:
        page = read_html(record.html, record.charset, record.url)
    else:
        page = Page(text=clean(record.text or ""), url=record.url)
    for name in ("title", "byline", "site", "published"):
        value = getattr(record, name)
        if value:
            object.__setattr__(page, name, " ".join(clean(value).split()))
    return page
