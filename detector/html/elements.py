"""What each element is to the reader, and what words in class names say of the text inside."""

from __future__ import annotations

import functools
import re
from typing import Final

# What the reader does at a tag. Plain integers: they are compared for every tag of every page.
INLINE: Final = 1
INLINE_END: Final = 2
VOID: Final = 3
META: Final = 4
ANCHOR: Final = 5
ANCHOR_END: Final = 6
BREAK: Final = 7
"""This act and those above it end a stretch of text."""
BLOCK: Final = 8
BLOCK_END: Final = 9
OPEN: Final = 10
ITEM: Final = 11
"""Opens an element that the next of its kind ends."""
CLOSE: Final = 12

# What the elements around a stretch of text say of it, as bits of a plain integer.
FURNITURE: Final = 1
"""Inside ``nav``, ``footer``, ``aside``, ``button``, ... or an ARIA role that says so."""
NAMED: Final = 2
"""Inside an element whose class or id speaks of furniture."""
COMMENTS: Final = 4
"""Inside an element whose class or id speaks of readers' comments."""
CONTENT: Final = 8
"""Inside ``article``, ``main`` or an element whose class or id speaks of content."""
LIST: Final = 16
HEADING: Final = 32
CELL: Final = 64
PRE: Final = 256
TITLE: Final = 512
DROP: Final = 1024
"""Not text at all: drawings, templates, media."""
AUTHOR: Final = 2048
"""Only on the element itself: its class or id calls it an author."""
DATE: Final = 4096
"""Only on the element itself: its class or id calls it a date."""
H1: Final = 8192


def _words(text: str) -> list[str]:
    return text.split()


_BLOCKS = _words(
    """
    html head body address blockquote center dd dl dt fieldset figure hgroup legend p summary
    details search
    """
)
_CONTAINERS = _words(
    """
    article aside button canvas caption dialog dir div figcaption footer form frameset h1 h2 h3
    h4 h5 h6 header li main marquee math menu nav noframes noscript object ol optgroup option
    pre section select svg table tbody td template tfoot th thead title tr ul video audio
    datalist map
    """
)
_INLINES = _words(
    """
    abbr b bdi bdo big cite code del dfn em font i ins kbd label mark nobr q rp rt ruby s samp
    small span strike strong sub sup time tt u var output picture path g use
    """
)
_VOIDS = _words("img input area base col embed source track param wbr keygen frame")

ACTS: dict[str, int] = {
    "a": ANCHOR,
    "/a": ANCHOR_END,
    "br": BREAK,
    "/br": BREAK,
    "hr": BREAK,
    "meta": META,
    "link": META,
    **dict.fromkeys(_VOIDS, VOID),
    **dict.fromkeys(_INLINES, INLINE),
    **dict.fromkeys(("/" + name for name in _INLINES), INLINE_END),
    **dict.fromkeys(_BLOCKS, BLOCK),
    **dict.fromkeys(("/" + name for name in _BLOCKS), BLOCK_END),
    **dict.fromkeys(_CONTAINERS, OPEN),
    **dict.fromkeys(_words("li td th tr option"), ITEM),
    **dict.fromkeys(("/" + name for name in _CONTAINERS), CLOSE),
}

CONTAINER_ENDS = frozenset("/" + name for name in _CONTAINERS)
ROOTS = frozenset({"html", "head", "body"})

OPENS: dict[str, int] = {
    **dict.fromkeys(
        _words("nav footer aside menu dialog button select option noscript optgroup"),
        FURNITURE,
    ),
    **dict.fromkeys(_words("svg template canvas video audio datalist"), DROP),
    **dict.fromkeys(_words("h2 h3 h4 h5 h6"), HEADING),
    "h1": HEADING | H1,
    "title": TITLE,
    "header": NAMED,
    "figcaption": NAMED,
    "caption": NAMED,
    "article": CONTENT,
    "main": CONTENT,
    "li": LIST,
    "td": CELL,
    "th": CELL,
    "pre": PRE,
}

OPENING: dict[str, tuple[str, int]] = {
    name: ("/" + name, OPENS.get(name, 0)) for name in (*_CONTAINERS, *_BLOCKS, *_INLINES, "a")
}
"""The end tag of an element and its role."""

CLOSED_BY_SIBLING: dict[str, frozenset[str]] = {
    "li": frozenset({"/li"}),
    "td": frozenset({"/td", "/th"}),
    "th": frozenset({"/td", "/th"}),
    "tr": frozenset({"/td", "/th", "/tr"}),
    "option": frozenset({"/option"}),
}
"""Elements whose end tag authors leave out: the next of its kind ends the last."""

SCOPES = frozenset(_words("/td /th /table /button /object /template /marquee /svg"))
"""An end tag never closes elements outside the cell, table or button it stands in."""

_FURNITURE_WORDS = _words(
    """
    nav navi navbar navigation menu menus submenu breadcrumb breadcrumbs crumb crumbs footer
    foot sidebar aside rail toolbar topbar masthead share sharing sharebar social sns related
    recommend recommended recommendation recommendations ad ads adv advert advertisement
    advertising banner promo sponsor sponsored newsletter subscribe subscription signup login
    register cookie cookies consent gdpr modal popup overlay lightbox widget widgets tags
    tagcloud pager pagination paging pagenav copyright friendlink friendlinks blogroll search
    skip trending popular rank ranking mostread mostpopular outbrain taboola authorbox authorbio
    byline metadata meta toc print teaser teasers readmore seealso disclaimer legal siteinfo
    qrcode donate credit credits hidden tooltip dropdown carousel slider ticker bookmark rating
    ratings vote feedback tool tools sitemap hot infobox reflist navbox mw-editsection noprint
    """
)
_COMMENT_WORDS = _words(
    """
    comment comments commentlist disqus respond reply replies discussion discussions pinglun
    liuyan commentary
    """
)
_CONTENT_WORDS = _words(
    """
    article articlebody articlecontent artibody artical content maincontent post postcontent
    entry entrycontent story storybody main body text zhengwen neirong trseditor mainbody
    """
)
_AUTHOR_WORDS = _words(
    """
    author authors byline bylines writer contributor creator autor autoren auteur redacteur
    verfasser source laiyuan
    """
)
_DATE_WORDS = _words(
    """
    date time datetime pubtime pubdate published publish timestamp datum fecha posted dateline
    """
)

_ROLES: dict[str, int] = {}
for _names, _role in (
    (_FURNITURE_WORDS, NAMED),
    (_COMMENT_WORDS, COMMENTS),
    (_CONTENT_WORDS, CONTENT),
    (_AUTHOR_WORDS, AUTHOR),
    (_DATE_WORDS, DATE),
):
    for _name in _names:
        _ROLES[_name] = _ROLES.get(_name, 0) | _role

_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_NEGATED = frozenset({"has", "no", "with", "without", "is", "not", "wrap", "wrapper", "hide"})


@functools.lru_cache(maxsize=65_536)
def role_of_name(token: str) -> int:
    """What one class name or id says of the text inside its element."""
    words = [word.lower() for word in _PARTS.findall(token[:80])]
    role = 0
    for word in words:
        role |= _ROLES.get(word, 0)
    if len(words) > 1:
        role |= _ROLES.get("".join(words), 0)
        if not _NEGATED.isdisjoint(words):
            role &= ~(NAMED | COMMENTS)
    return role


def word_with_role(token: str, role: int) -> str:
    """The first word of a class name or id that gives it this role, in lower case."""
    words = [word.lower() for word in _PARTS.findall(token[:80])]
    return next((word for word in words if _ROLES.get(word, 0) & role), token[:80].lower())
