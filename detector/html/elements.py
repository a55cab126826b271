"""What each element is to the reader, and which class names speak of furniture or of content."""

from __future__ import annotations

import enum
import functools
import re
from typing import Final


# What the reader does at a tag. Plain integers: they are compared for every tag of every page.
ANCHOR: Final = 1
ANCHOR_END: Final = 2
BREAK: Final = 3
BLOCK: Final = 4
OPEN: Final = 5
CLOSE: Final = 6
INLINE: Final = 7
VOID: Final = 8


class Role(enum.IntFlag):
    """What the elements around a stretch of text say of it."""

    NONE = 0
    FURNITURE = 1
    """Inside ``nav``, ``footer``, ``aside``, ``button``, ... or an ARIA role that says so."""
    NAMED = 2
    """Inside an element whose class or id speaks of furniture."""
    CONTENT = 4
    """Inside ``article``, ``main`` or an element whose class or id speaks of content."""
    LIST = 8
    HEADING = 16
    PARAGRAPH = 32
    CELL = 64
    DROP = 128
    PRE = 256
    COMMENTS = 512


_BLOCKS = """html head body address blockquote center dd dl dt fieldset figcaption figure hgroup legend p
    pre summary details search""".split()
_CONTAINERS = """article aside button canvas caption dialog dir div footer form
    h1 h2 h3 h4 h5 h6 header html li main menu nav noscript object ol optgroup option section
    select svg table tbody td template tfoot th thead tr ul video audio marquee head math datalist
    map frameset noframes""".split()

ACTS: dict[str, int] = {
    "a": ANCHOR,
    "/a": ANCHOR_END,
    "br": BREAK,
    "/br": BREAK,
    "hr": BREAK,
    "wbr": VOID,
    **{name: VOID for name in "img input meta link area base col embed source track param".split()},
    **{name: BLOCK for name in _BLOCKS},
    **{"/" + name: BLOCK for name in _BLOCKS},
    **{name: OPEN for name in _CONTAINERS},
    **{"/" + name: CLOSE for name in _CONTAINERS},
}  # fmt: skip

CONTAINERS = frozenset(_CONTAINERS)

OPENS: dict[str, int] = {
    "nav": Role.FURNITURE,
    "footer": Role.FURNITURE,
    "aside": Role.FURNITURE,
    "menu": Role.FURNITURE,
    "dialog": Role.FURNITURE,
    "button": Role.FURNITURE,
    "select": Role.FURNITURE,
    "option": Role.FURNITURE,
    "noscript": Role.FURNITURE,
    "header": Role.NAMED,
    "article": Role.CONTENT,
    "main": Role.CONTENT,
    "li": Role.LIST,
    "h1": Role.HEADING,
    "h2": Role.HEADING,
    "h3": Role.HEADING,
    "h4": Role.HEADING,
    "h5": Role.HEADING,
    "h6": Role.HEADING,
    "td": Role.CELL,
    "th": Role.CELL,
    "svg": Role.DROP,
    "template": Role.DROP,
    "math": Role.NONE,
    "object": Role.NONE,
    "canvas": Role.DROP,
    "video": Role.DROP,
    "audio": Role.DROP,
    "datalist": Role.DROP,
}

CLOSED_BY_SIBLING: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "tr": frozenset({"td", "th", "tr"}),
    "option": frozenset({"option"}),
}
"""Elements whose end tag authors leave out: the next of its kind ends the last."""

SCOPES = frozenset({"td", "th", "table", "html", "button", "object", "template", "marquee", "svg"})
"""An end tag never closes elements outside the cell, table or button it stands in."""

_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|navigation|menus?|submenu|breadcrumbs?|crumbs?|footer|foot|"
    r"sidebar|side|aside|rail|toolbar|topbar|masthead|share|sharing|social|sns|related|recommend"
    r"|recommended|ads?|adv|advert|advertisement|advertising|banner|promo|sponsor|sponsored"
    r"|newsletter|subscribe|subscription|signup|login|register|cookies?|consent|gdpr|modal|popup"
    r"|overlay|lightbox|widgets?|tags?|tagcloud|pager|pagination|paging|page-?nav|copyright"
    r"|friend-?links?|links?|blogroll|search|skip|trending|popular|hot|rank|ranking|mostread"
    r"|most-(?:read|viewed|popular)|outbrain|taboola|author-?(?:box|bio|info)|about-author|byline"
    r"|metadata|meta|toc|print|teasers?|more-(?:on|from|news|stories)|read-?more|see-?also"
    r"|disclaimer|legal|siteinfo|qrcode|app-?download|donate|paywall|caption|credit)"
    r"(?=$|[\s_-]|\d)",
)
_COMMENTS_NAME = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|comment-?list|disqus\w*|respond|replies|reply|discussion"
    r"|pinglun|liuyan)(?=$|[\s_-]|\d)"
)
_CONTENT_NAME = re.compile(
    r"(?:^|[\s_-])(?:article|content|post|entry|story|main|body|text|maincontent|artibody|artical"
    r"|zhengwen|neirong|trs_editor)(?:[-_]?(?:body|content|text|main|detail|con|inner|area))?(?=$|[\s_-]|\d)"
)
_CAMEL = re.compile(r"([a-z])(?=[A-Z])")


@functools.lru_cache(maxsize=8192)
def role_of_names(names: str) -> Role:
    """What the class and id of an element say of the text in it."""
    names = _CAMEL.sub(r"\1-", names[:200]).lower()
    role = Role.NONE
    if _COMMENTS_NAME.search(names):
        role |= Role.COMMENTS
    if _FURNITURE_NAME.search(names):
        role |= Role.NAMED
    if _CONTENT_NAME.search(names):
        role |= Role.CONTENT
    return role
