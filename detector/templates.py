"""Page templates: which sites carry the same one, told from a theme that anybody can install.

What identifies a template is the class names of its markup in the order they stand in and its
furniture (menus, footers, hidden lines). A page of plain text has none.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detector.copies.minhash import affine_signatures
from features.blocks import BlockKind
from features.page import Page

ALIKE = 0.8
"""Jaccard similarity of class tokens from which two pages carry the same template."""
OWN_ALIKE = 0.5
"""The same of what is left when the vocabulary of the trade is taken off."""
PECULIAR = 6
"""Tokens of their own that two pages must share: one odd class name is chance."""
PECULIAR_SHARE = 0.5
"""Less than this of a page's own tokens peculiar to farms: a common theme, a little changed."""
PECULIAR_OF_ALL = 0.2
"""The same of all its class tokens: what is mostly vocabulary of the trade identifies nobody."""
FLAGGED_SHARE = 0.9
"""A token is peculiar to farms if this share of the sites that carry it is flagged."""
PERMUTATIONS = 64
BAND = 4
"""16 bands of 4 miss a pair of similarity 0.8 once in 4,000 times."""
REPRESENTATIVES = 8
MAX_LINE = 80
_CLASSES = 600
_LINES = 300

Tokens = npt.NDArray[np.uint32]

_FURNITURE = frozenset({BlockKind.FURNITURE, BlockKind.LINKS, BlockKind.HIDDEN})
_DIGITS = re.compile(r"\d+")
# Class names that come with software anybody can install: WordPress and its block editor and
# default themes, Discuz!, Bootstrap and other grids, icon fonts, sliders, and the words every
# author of a style sheet uses. Sharing them tells nothing of who runs a site.
_TRADE = re.compile(
    r"(?:"
    r"wp-|has-|is-|menu-|sub-menu|children|page-item|page_item|current|post|posts|post-|hentry"
    r"|type-|status-|format-|category-|tag-|tags|entry|entry-|byline|author|vcard|url|fn|n|published"
    r"|updated|cat-links|edit-link|comment|comments|comment-|comments-|reply|says|widget|widget_"
    r"|widget-|sidebar|site-|screen-reader|skip-link|navigation|nav-|posts-navigation|search-"
    r"|archive|home|blog|single|single-|logged-|customize|custom-|header-|footer-|align|gallery"
    r"|primary|primary-|secondary|singular|meta-nav|posted-on|posted-by|powered-by|default-max-width"
    r"|elementor|e-con|et_|fl-|vc_|wpb_|wpcf|woocommerce|product|rss|toggle|twenty|hfeed"
    r"|cl|z|y|wp|a|xi#|xw#|xg#|xs#|bm|bm_|bbs|pg_|pgs|pgt|pgbtn|mbm|mtm|ptm|pbm|pbw|ptn|pns|pnc|vm"
    r"|hm|px|pt|pc|pn|pipe|p_pop|h_pop|o|tl|th|tf|tns|fl|pls|plc|plm|pi|pct|pcb|pob|psth|t_f|ad"
    r"|favatar|authi|avatar|avtm|blk|btda|fastlg|fastlg_|ftid|psw_w|switch|hdc|ct#|mn|area|drag|dshadow"
    r"|none|mt[nw]|mbn|mbw|pgb|t_fsz|fastre|hin|po|viewthread_table|cm|mgcmn|showmenu|pl|pdbt|pti"
    r"|returnlist|scrolltopa?|p_fre|authicn|tip|tip_|tips|pbg#|pbr#|imicn|curtype|pil|bui|card_|m|ts"
    r"|pbn|fpd|fbld|fclr|pm#|pnpost|fsml|fmg|fqt|fcd|tedt|flnk|replyfast|bar|bmw|xl|xl#|vwthd|scbar_"
    r"|hasfsl|switchblind|switchwidth|fastpost|postlist|grey|message|display|favbtn|btn_|mb#|frame-"
    r"|fwinmask|focus|nvhm|bg|box|i|m_c|plhin|rate|sign|locked|attach|quote|blockcode|scbar"
    r"|container|container-|row|col|col-|btn|btn-|nav|navbar|navbar-|dropdown|dropdown-|collapse|fade"
    r"|modal|modal-|form-|input-|list-|panel|panel-|well|badge|card|card-|alert|alert-|breadcrumb"
    r"|pagination|pager|page|pages|page-|prev|next|d-|m[tblrxy]?-|p[tblrxy]?-|text-|bg-|flex|flex-|grid"
    r"|grid-|hidden|hidden-|visible-|show|hide|open|active|on|off|cur|selected|disabled|first|last"
    r"|odd|even|item|items|img-|image|img|pic|thumb|thumbnail|caption|media|media-|media_|icon|icons"
    r"|icon-|iconfont|fa|fas|far|fab|fa-|glyphicon|glyphicon-|material|swiper|swiper-|slick|slick-|owl"
    r"|owl-|carousel|carousel-|slider|slide|slides|banner|logo|header|head|top|main|wrap|wrapper|inner"
    r"|content|body|article|section|left|right|center|middle|l|r|fr|title|tit|subtitle|name|info"
    r"|text|txt|desc|description|summary|intro|more|date|time|views|hot|new|news|list|ul|li|dl|dt|dd"
    r"|clear|clearfix|fix|cf|clr|bottom|foot|footer|copyright|copy|link|links|tab|tabs|share"
    r"|social|bdsharebuttonbox|bds_|bdshare|search|searchform|form|input|button|submit|login|menu"
    r"|lazy|lazyload|line|block|main-|content-|video|play|ads|adsbygoogle|layui|layui-|mw-|view|views-"
    r"|view-|field|field-|node|node-|region|region-|block-|moduletable|com-|mod-"
    r")(?:(?<=[-_]).*)?#?"
)


@dataclass(frozen=True, slots=True)
class Template:
    """What one page shows of its template, as sorted 32-bit hashes.

    ``classes`` holds every class name and every two in a row (digits taken as one), ``own`` those
    of them that are no vocabulary of the trade, ``lines`` short lines of furniture with the host's
    name and digits taken out.
    """

    classes: Tokens
    own: Tokens
    lines: Tokens


class Shared(NamedTuple):
    """Two sites with one template: similarity of its class tokens, and a page of each."""

    first: str
    second: str
    share: float
    marks: int
    pages: tuple[str, str]


def template(page: Page) -> Template:
    """The template of ``page``; empty without markup."""
    classes: set[str] = set()
    own: set[str] = set()
    before, known_before = "", True
    for name in page.markup.classes[:_CLASSES] if page.markup else ():
        token = _DIGITS.sub("#", name[:64])
        if token == before:
            continue
        known = _TRADE.fullmatch(token) is not None
        classes.add(token)
        if not known:
            own.add(token)
        if before:
            both = f"{before}>{token}"
            classes.add(both)
            if not (known and known_before):
                own.add(both)
        before, known_before = token, known
    return Template(_hashed(classes), _hashed(own), _hashed(_lines(page) if page.markup else ()))


def _lines(page: Page) -> Iterator[str]:
    bare = (page.host or "").removeprefix("www.")
    found = 0
    for block in page.blocks:
        if block.kind in _FURNITURE and 3 < block.end - block.start <= MAX_LINE:
            line = page.text[block.start : block.end]
            yield "\n" + _DIGITS.sub("#", line.replace(bare, "{host}") if bare else line)
            found += 1
            if found == _LINES:
                return


def _hashed(tokens: Iterable[str]) -> Tokens:
    hashes = [zlib.crc32(token.encode("utf-8", "surrogatepass")) for token in tokens]
    return np.unique(np.array(hashes, dtype=np.uint32))


def shared_templates(
    flagged: Mapping[str, Sequence[tuple[str, Template]]],
    honest: Sequence[Template],
    scale: float = 1.0,
) -> list[Shared]:
    """Pairs of flagged sites with one template: enough of them to join each whole group.

    ``flagged`` gives pages (id and template) of each flagged site, ``honest`` one page of each
    honest site, or of every ``scale``-th of them. Only tokens count that are no vocabulary of the
    trade and that stand on flagged sites nine times in ten, on pages of which they are a good part:
    so that a theme anybody can install joins nobody. Time is linear in the number of pages.
    """
    peculiar = _peculiar(flagged, honest, scale)
    pages: list[tuple[str, str, Template]] = []
    for host in sorted(flagged):
        for name, t in flagged[host]:
            own, lines = _both(t.own, peculiar), _both(t.lines, peculiar)
            least = max(PECULIAR_SHARE * len(t.own), PECULIAR_OF_ALL * len(t.classes))
            if len(own) + len(lines) >= PECULIAR and len(own) >= least:
                pages.append((host, name, Template(t.classes, own, lines)))
    if not pages:
        return []
    starts = np.cumsum([0, *(len(t.classes) for _, _, t in pages)])
    signatures = affine_signatures(
        np.concatenate([t.classes for _, _, t in pages]), starts, PERMUTATIONS
    )
    found: list[Shared] = []
    joined: set[tuple[str, str]] = set()
    buckets: dict[tuple[int, bytes], list[int]] = {}
    for at, (host, name, one) in enumerate(pages):
        tested: dict[int, Shared | None] = {}
        for band in range(0, PERMUTATIONS, BAND):
            key = (band, signatures[at, band : band + BAND].tobytes())
            held = buckets.setdefault(key, [])
            alike = False
            for other in held:
                there, page_there, two = pages[other]
                if other not in tested:
                    tested[other] = _compare((there, page_there, two), (host, name, one))
                shared = tested[other]
                if shared is None:
                    continue
                alike = True
                if there != host and (there, host) not in joined:
                    joined.add((there, host))
                    found.append(shared)
            if not alike and len(held) < REPRESENTATIVES:
                held.append(at)
    return found


def _compare(one: tuple[str, str, Template], two: tuple[str, str, Template]) -> Shared | None:
    first, second = one[2], two[2]
    alike = _jaccard(first.classes, second.classes)
    if alike < ALIKE or _jaccard(first.own, second.own) < OWN_ALIKE:
        return None
    marks = len(_both(first.own, second.own)) + len(_both(first.lines, second.lines))
    return Shared(one[0], two[0], alike, marks, (one[1], two[1])) if marks >= PECULIAR else None


def _jaccard(one: Tokens, two: Tokens) -> float:
    both = len(_both(one, two))
    either = len(one) + len(two) - both
    return both / either if either else 1.0


def _both(one: Tokens, two: Tokens) -> Tokens:
    return np.intersect1d(one, two, assume_unique=True)


def _peculiar(
    flagged: Mapping[str, Sequence[tuple[str, Template]]],
    honest: Sequence[Template],
    scale: float,
) -> Tokens:
    """Tokens that at least ``FLAGGED_SHARE`` of the sites that carry them are flagged for."""
    of_sites = [
        np.unique(np.concatenate([part for _, t in pages for part in (t.own, t.lines)]))
        for pages in flagged.values()
        if pages
    ]
    if not of_sites:
        return np.empty(0, dtype=np.uint32)
    tokens, farms = np.unique(np.concatenate(of_sites), return_counts=True)
    elsewhere = [np.concatenate([t.own, t.lines]) for t in honest]
    if elsewhere:
        others, sites = np.unique(np.concatenate(elsewhere), return_counts=True)
        at = np.minimum(np.searchsorted(others, tokens), max(0, len(others) - 1))
        clean = np.where(others[at] == tokens, sites[at], 0) if len(others) else 0
    else:
        clean = 0
    return tokens[farms >= FLAGGED_SHARE * (farms + scale * clean)]
