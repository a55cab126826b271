"""A record of a crawl to a page: the one reader every command and every label goes through."""

from __future__ import annotations

from dataclasses import replace

from detector.decoding import clean
from detector.html.document import read_html
from detector.language import language, primary_tag
from detector.record import Record
from features.blocks import BlockKind
from features.page import Page

_SAMPLE = 2_000
_TEXT_LIMIT = 3_000_000
"""Characters of a plain text that are read, as many as of a document's source."""
_OWN = frozenset({BlockKind.PROSE, BlockKind.HEADING, BlockKind.LIST})


def read_page(record: Record) -> Page:
    """The page in ``record``: its HTML if it has any, else its text.

    Columns of the record (title, byline, site, published, lang) come before what the document
    says or what is detected. Never raises on the content of a record; a record with nothing to
    read gives a page without text.
    """
    return described(read_body(record), record)


def read_body(record: Record) -> Page:
    """The first half of :func:`read_page`: the document alone, its language still untold."""
    if record.html:
        return read_html(record.html, record.charset, record.url)
    return Page(text=clean((record.text or "")[:_TEXT_LIMIT]), url=record.url)


def described(page: Page, record: Record) -> Page:
    """The second half of :func:`read_page`: the record's columns, and the language.

    A batch does one half for all its pages, then the other: what tells languages apart is
    then in the processor's cache, which costs a third.
    """
    declared = page.markup.declared.lang if page.markup else None
    return replace(
        page,
        title=_column(record.title) or page.title,
        byline=_column(record.byline),
        site=_column(record.site),
        published=_column(record.published),
        lang=primary_tag(record.lang) or language(_sample(page), declared),
    )


def _column(value: str | None) -> str | None:
    """A column of the record on one line; ``None`` for an empty one."""
    return " ".join(clean(value).split()) or None if value else None


def _sample(page: Page) -> str:
    """The first of the page's own text, or of all its text when none is its own."""
    text = page.text
    taken: list[str] = []
    size = 0
    for kind, start, end, _ in page.blocks:
        if kind in _OWN:
            taken.append(text[start : min(end, start + _SAMPLE)])
            size += end - start
            if size >= _SAMPLE:
                break
    return "\n".join(taken) if size >= 20 else text[:_SAMPLE]
