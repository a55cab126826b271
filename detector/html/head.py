"""What the head of a document says about it: title, meta, Open Graph, JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from detector.html.tokens import attribute
from features.page import Declared

_TITLE = re.compile(r"<title(?=[\s/>])[^>]*+>([^<]*+(?:<(?!/title)[^<]*+)*+)", re.I)
_META = re.compile(r"<meta\s([^>]{1,4000})", re.I)
_LINK = re.compile(r"<link\s([^>]{0,1000}?canonical[^>]{0,1000})", re.I)
_HTML = re.compile(r"<html\s([^>]{0,2000})", re.I)
_LD = re.compile(r"<script\s[^>]{0,300}?ld\+json[^>]{0,300}>([^<]*+(?:<(?!/script)[^<]*+)*+)", re.I)
_LD_LIMIT = 200_000
_LD_BLOCKS = 20
_META_LIMIT = 300
_NODES = 2_000

_LOOSE_AUTHOR = re.compile(
    r'"(author|publisher)"\s{0,9}:\s{0,9}[\[{\s]{0,20}(?:"@?\w{1,20}"\s{0,9}:\s{0,9}"[^"]{0,200}"\s{0,9},\s{0,9}){0,5}'
    r'"(?:name)"\s{0,9}:\s{0,9}"([^"]{1,200})"'
)
_LOOSE_DATE = re.compile(r'"(datePublished|dateModified)"\s{0,9}:\s{0,9}"([^"]{4,40})"')


@dataclass(slots=True)
class Head:
    """The document's title, what it declares of itself, and its ``meta refresh`` target."""

    title: str | None
    declared: Declared
    refresh: str | None


def read_head(source: str) -> Head:
    """Read the facts of the head; ``meta`` and JSON-LD are also taken from the body."""
    title = _TITLE.search(source)
    metas = _metas(source)
    authors = [metas[name] for name in ("author", "article:author", "dc.creator", "byl",
               "parsely-author", "sailthru.author", "dcterms.creator", "og:article:author")
               if name in metas]  # fmt: skip
    ld = _json_ld(source) if "ld+json" in source else _Linked()
    link = _LINK.search(source) if "canonical" in source else None
    root = _HTML.search(source, 0, 5000)
    declared = Declared(
        authors=tuple(dict.fromkeys(a for a in authors if not a.startswith("http"))),
        ld_authors=tuple(dict.fromkeys(ld.authors)),
        ld_publishers=tuple(dict.fromkeys(ld.publishers)),
        site_name=metas.get("og:site_name") or metas.get("application-name"),
        og_title=metas.get("og:title"),
        og_url=metas.get("og:url"),
        canonical=attribute(link[1], "href") if link else None,
        published=_first(metas, "article:published_time", "og:published_time", "datepublished",
                         "pubdate", "publishdate", "date", "dc.date", "dc.date.issued",
                         "parsely-pub-date", "sailthru.date", "weibo:article:create_at",
                         "og:article:published_time", "published_time") or ld.published,
        modified=_first(metas, "article:modified_time", "og:updated_time", "lastmod",
                        "datemodified", "weibo:article:update_at") or ld.modified,
        description=_first(metas, "description", "og:description"),
        keywords=metas.get("keywords"),
        lang=(attribute(root[1], "lang") or attribute(root[1], "xml:lang")) if root else None,
    )  # fmt: skip
    return Head(_tidy(title[1]) if title else None, declared, metas.get("http-equiv:refresh"))


def _metas(source: str) -> dict[str, str]:
    said: dict[str, str] = {}
    for count, match in enumerate(_META.finditer(source)):
        if count >= _META_LIMIT:
            break
        attributes = match[1]
        content = attribute(attributes, "content")
        if not content:
            continue
        name = attribute(attributes, "property") or attribute(attributes, "name")
        if not name:
            name = attribute(attributes, "itemprop")
        if not name:
            equivalent = attribute(attributes, "http-equiv")
            name = f"http-equiv:{equivalent}" if equivalent else None
        tidy = _tidy(content)
        if name and tidy:
            said.setdefault(name.strip().lower(), tidy)
    return said


def _first(said: dict[str, str], *names: str) -> str | None:
    return next((said[name] for name in names if name in said), None)


def _tidy(text: str) -> str | None:
    text = unescape(text) if "&" in text else text
    return " ".join(text.split())[:5000] or None


class _Linked:
    """Origin facts collected from JSON-LD."""

    def __init__(self) -> None:
        self.authors: list[str] = []
        self.publishers: list[str] = []
        self.published: str | None = None
        self.modified: str | None = None


def _json_ld(source: str) -> _Linked:
    found = _Linked()
    for count, match in enumerate(_LD.finditer(source)):
        if count >= _LD_BLOCKS:
            break
        body = (
            match[1][:_LD_LIMIT].strip().removeprefix("<![CDATA[").removesuffix("]]>").strip(" ;\n")
        )
        try:
            data = json.loads(body, strict=False)
        except (ValueError, RecursionError):
            _loosely(body, found)
            continue
        for node in _nodes(data):
            _note(node, found)
    return found


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of the document that describes a page, ``@graph`` and lists unfolded."""
    waiting, seen = [data], 0
    while waiting and seen < _NODES:
        node = waiting.pop()
        seen += 1
        if isinstance(node, list):
            waiting.extend(reversed(node[:_NODES]))
        elif isinstance(node, dict):
            yield node
            waiting.extend(
                node[key] for key in ("mainEntity", "mainEntityOfPage", "@graph") if key in node
            )


def _note(node: dict[str, Any], found: _Linked) -> None:
    found.authors += _names(node.get("author")) or _names(node.get("creator"))
    found.publishers += _names(node.get("publisher"))
    found.published = found.published or _text(node.get("datePublished"))
    found.modified = found.modified or _text(node.get("dateModified"))


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        flat = [item for item in value[:50] if not isinstance(item, list)]
        return [name for item in flat for name in _names(item)]
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            return [name for item in value[:50] if (name := _text(item))]
    name = _text(value)
    return [name] if name and not name.startswith("http") else []


def _text(value: Any) -> str | None:
    return _tidy(value) if isinstance(value, str) else None


def _loosely(body: str, found: _Linked) -> None:
    """Names and dates from JSON that is not JSON: a stray comma or line break is common."""
    for role, name in _LOOSE_AUTHOR.findall(body):
        if tidy := _tidy(name):
            (found.authors if role == "author" else found.publishers).append(tidy)
    for role, date in _LOOSE_DATE.findall(body):
        if role == "datePublished":
            found.published = found.published or date
        else:
            found.modified = found.modified or date
