"""What the head of a document says about it: title, meta, Open Graph, JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from detector.decoding import clean
from detector.html.tokens import attribute, pairs, unescaped
from features.page import Declared

_LD_LIMIT = 200_000
_LD_BLOCKS = 20
_NODES = 2_000
_NAMES = 20_000
"""Names taken up: a few kilobytes of references to one list of names can ask for millions."""

_LOOSE_AUTHOR = re.compile(
    r'"(author|publisher)"\s{0,9}:\s{0,9}[\[{\s]{0,20}(?:"@?\w{1,20}"\s{0,9}:\s{0,9}"[^"]{0,200}"\s{0,9},\s{0,9}){0,5}'
    r'"(?:name)"\s{0,9}:\s{0,9}"([^"]{1,200})"'
)
_LOOSE_DATE = re.compile(r'"(datePublished|dateModified)"\s{0,9}:\s{0,9}"([^"]{4,40})"')


@dataclass(slots=True)
class Head:
    """What the document declares of itself, and its ``meta refresh``."""

    declared: Declared
    refresh: str | None


def read_head(source: str, metas: Sequence[str], root: str) -> Head:
    """Read the facts of the head.

    ``metas`` are the attributes of every ``meta`` and ``link``, ``root`` those of ``html``;
    JSON-LD is looked up in ``source``.
    """
    said, canonical = _metas(metas)
    ld = _json_ld(source)
    authors = [said[name] for name in _AUTHORS if name in said]
    declared = Declared(
        authors=tuple(dict.fromkeys(authors)),
        ld_authors=tuple(dict.fromkeys(ld.authors)),
        ld_publishers=tuple(dict.fromkeys(ld.publishers)),
        site_name=said.get("og:site_name") or said.get("application-name"),
        og_title=said.get("og:title"),
        og_url=said.get("og:url"),
        canonical=canonical,
        published=ld.published or _first(said, _PUBLISHED),
        modified=ld.modified or _first(said, _MODIFIED),
        description=_first(said, ("description", "og:description")),
        keywords=said.get("keywords"),
        lang=(attribute(root, "lang") or attribute(root, "xml:lang")) if root else None,
    )
    return Head(declared, said.get("http-equiv:refresh"))


_AUTHORS = (
    "author", "article:author", "article:author_name", "og:article:author", "dc.creator",
    "dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "byl", "rbauthors",
    "shareaholic:article_author_name",
)  # fmt: skip
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "dc.date.issued", "dc.date", "dcterms.created", "dcterms.date", "pubdate", "publishdate",
    "publish-date", "published_time", "date", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "weibo:article:create_at", "citation_publication_date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified",
    "weibo:article:update_at", "dcterms.modified",
)  # fmt: skip


_WANTED = frozenset(
    (
        *_AUTHORS, *_PUBLISHED, *_MODIFIED, "og:site_name", "application-name", "og:title",
        "og:url", "description", "og:description", "keywords",
    )
)  # fmt: skip
_USUAL = re.compile(r"""\A\s++(?:name|property)="([^"]*+)"\s++content="([^"]*+)"[\s/]*+\Z""").match
"""A ``meta`` as nearly all are written: its name and its content."""


def _metas(metas: Sequence[str]) -> tuple[dict[str, str], str | None]:
    """``meta`` by lower-case name, first one wins, and the canonical link."""
    said: dict[str, str] = {}
    canonical = None
    for attributes in metas:
        if "ontent" not in attributes and "CONTENT" not in attributes:
            if "canonical" in attributes:
                canonical = canonical or attribute(attributes, "href")
            continue
        usual = _USUAL(attributes)
        if usual is not None:
            named = usual[1].strip().lower()
            if named in _WANTED and (tidy := _tidy(usual[2])):
                said.setdefault(named, tidy)
            continue
        given = pairs(attributes)
        name = given.get("property") or given.get("name") or given.get("itemprop")
        if not name and "http-equiv" in given:
            name = "http-equiv:" + given["http-equiv"]
        tidy = _tidy(given.get("content", ""))
        if name and tidy:
            said.setdefault(name.strip().lower(), tidy)
    return said, canonical


def _first(said: dict[str, str], names: Sequence[str]) -> str | None:
    return next((said[name] for name in names if name in said), None)


def _tidy(text: str) -> str | None:
    text = unescaped(text) if "&" in text else text
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
    at = source.find("ld+json")
    for _ in range(_LD_BLOCKS):
        begin = source.find(">", at) if at >= 0 else -1
        if begin < 0:
            break
        end = source.find("</script", begin)
        end = end if end >= 0 else len(source)
        is_script = source.rfind("<script", max(0, at - 300), at) >= 0
        body = source[begin + 1 : min(end, begin + _LD_LIMIT)] if is_script else ""
        at = source.find("ld+json", end if is_script else begin)
        if not body:
            continue
        body = body.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip(" ;\n")
        try:
            data = json.loads(body, strict=False)
        except (ValueError, RecursionError):
            _loosely(body, found)
            continue
        nodes = list(_nodes(data))
        known = {str(node["@id"]): node for node in nodes if "@id" in node}
        for node in nodes:
            if not _ASIDE.isdisjoint(_types(node)):
                continue
            _note(node, known, found)
    return found


_ASIDE = frozenset(
    {"Comment", "Review", "Person", "Organization", "ImageObject", "VideoObject", "Quotation"}
)
"""Types whose author is not the author of the page."""


def _types(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    return (
        [item for item in kind if isinstance(item, str)] if isinstance(kind, list) else [str(kind)]
    )


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


def _note(node: dict[str, Any], known: dict[str, dict[str, Any]], found: _Linked) -> None:
    if len(found.authors) + len(found.publishers) < _NAMES:
        authors = _names(node.get("author"), known) or _names(node.get("creator"), known)
        found.authors += authors
        found.publishers += _names(node.get("publisher"), known)
    found.published = found.published or _text(node.get("datePublished"))
    found.modified = found.modified or _text(node.get("dateModified"))


def _names(value: Any, known: dict[str, dict[str, Any]]) -> list[str]:
    """Names in an author or publisher: text, objects with a name, references, or lists of them."""
    names = []
    for item in value[:50] if isinstance(value, list) else (value,):
        if isinstance(item, dict):
            if "name" not in item:
                item = known.get(str(item.get("@id")), item)  # noqa: PLW2901
            item = item.get("name")  # noqa: PLW2901
        for name in item[:50] if isinstance(item, list) else (item,):
            tidy = _text(name)
            if tidy and not tidy.startswith("http"):
                names.append(tidy)
    return names


def _text(value: Any) -> str | None:
    # Escapes of JSON can write halves of surrogate pairs and NULs.
    return _tidy(clean(value)) if isinstance(value, str) else None


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
