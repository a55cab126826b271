"""A page being made up: an article, what is put round it, and how it is written out.

Both twins of a pair, the honest page and the farm page, go through the same two writers, so
that nothing of the writing (skeleton, order, line breaks) tells them apart.
"""

from __future__ import annotations

import html
import random
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from detector.record import Record


@dataclass(frozen=True, slots=True)
class Article:
    """An honest article to build on; ``group`` keeps everything made from it in one fold."""

    id: str
    title: str
    paragraphs: tuple[str, ...]
    lang: str
    group: str


@dataclass(slots=True)
class Draft:
    """A page under construction. Every trick changes one or two of these fields."""

    id: str
    url: str
    lang: str
    title: str
    headline: str
    paragraphs: list[str]
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    hidden_links: list[tuple[str, str]] = field(default_factory=list)
    hidden_text: str = ""
    hide_style: str = "display:none"
    keywords: str = ""
    canonical: str = ""
    refresh: str = ""
    entity_share: float = 0.0
    comment_share: float = 0.0
    random_classes: bool = False
    one_line: bool = False

    @property
    def chinese(self) -> bool:
        """Whether sentences end and words join the Chinese way."""
        return self.lang == "zh"

    @property
    def host(self) -> str:
        """The host of the page's address, without ``www``."""
        return (urlsplit(self.url).hostname or "example.com").removeprefix("www.")

    @property
    def body(self) -> str:
        """All paragraphs as one string."""
        return "\n".join(self.paragraphs)

    def copy(self) -> Draft:
        """A draft that can be changed without changing this one."""
        return replace(
            self,
            paragraphs=list(self.paragraphs),
            above=list(self.above),
            below=list(self.below),
            links=list(self.links),
            hidden_links=list(self.hidden_links),
        )


def as_text(draft: Draft, source: str, *, with_title: bool) -> Record:
    """The draft as a crawler's text-only record."""
    lines = [draft.headline] if with_title or draft.headline else []
    joined = [" ".join(draft.paragraphs)] if draft.one_line else draft.paragraphs
    lines += draft.above + joined + draft.below
    if draft.links:
        lines.append(" ".join(anchor for anchor, _ in draft.links))
    gap = "\n\n" if draft.one_line else "\n"
    return Record(
        id=draft.id,
        source=source,
        url=draft.url if with_title else None,
        text=gap.join(line for line in lines if line),
        title=draft.title if with_title else None,
    )


def as_html(draft: Draft, source: str, rng: random.Random) -> Record:
    """The draft as a simple HTML page, the same skeleton for every kind of page."""

    def css() -> str:
        if not draft.random_classes:
            return ""
        return ' class="' + "".join(rng.choice("abcdefghijkmnpqrstuvwxyz") for _ in range(6)) + '"'

    def paragraph(text: str) -> str:
        return f"<p{css()}>{_escape(text, draft, rng)}</p>"

    head = ["<meta charset=utf-8>", f"<title>{html.escape(draft.title)}</title>"]
    if draft.keywords:
        head.append(f'<meta name="keywords" content="{html.escape(draft.keywords)}">')
    if draft.canonical:
        head.append(f'<link rel="canonical" href="{html.escape(draft.canonical)}">')
    if draft.refresh:
        head.append(f'<meta http-equiv="refresh" content="{html.escape(draft.refresh)}">')
    body = [f"<h1{css()}>{_escape(draft.headline, draft, rng)}</h1>"]
    body += [paragraph(line) for line in draft.above]
    if draft.one_line:
        body.append(paragraph(" ".join(draft.paragraphs)))
    else:
        body += [paragraph(line) for line in draft.paragraphs]
    body += [paragraph(line) for line in draft.below]
    if draft.links:
        body.append(f"<div{css()}>" + " ".join(_link(*pair) for pair in draft.links) + "</div>")
    if draft.hidden_links or draft.hidden_text:
        inside = html.escape(draft.hidden_text) + " ".join(
            _link(*pair) for pair in draft.hidden_links
        )
        body.append(f'<div style="{draft.hide_style}">{inside}</div>')
    page = (
        f'<!doctype html><html lang="{draft.lang}"><head>{"".join(head)}</head>'
        f"<body><div{css()}>{''.join(body)}</div></body></html>"
    )
    return Record(id=draft.id, source=source, url=draft.url, html=page)


def _link(anchor: str, href: str) -> str:
    return f'<a href="{html.escape(href)}">{html.escape(anchor)}</a>'


def _escape(text: str, draft: Draft, rng: random.Random) -> str:
    if not draft.entity_share and not draft.comment_share:
        return html.escape(text)
    out = []
    for char in text:
        if char.isalpha() and rng.random() < draft.entity_share:
            out.append(f"&#{ord(char)};")
        else:
            out.append(html.escape(char))
        if char.isalpha() and rng.random() < draft.comment_share:
            out.append(f"<!--{rng.randrange(10000)}-->")
    return "".join(out)
