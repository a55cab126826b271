"""Where the title of a page stands in its text, and where its readers' comments begin."""

from __future__ import annotations

import re
from typing import NamedTuple

from features.page import Page, view

ZONE = 400
"""How far below its title an article's byline is looked for first, in code points."""


class Heading(NamedTuple):
    """Offsets of the title in the visible text, both -1 if it does not stand there."""

    start: int
    end: int


@view
def heading(page: Page) -> Heading:
    """Where the page's title stands in its visible text.

    Of several repeats close together near the head (tab, path, heading) the last is taken.
    """
    text = page.text[: page.visible_end]
    for title in _titles(page):
        at = text.find(title)
        if at < 0:
            continue
        again = text.find(title, at + len(title), at + 600)
        while again >= 0 and at < ZONE:
            at = again
            again = text.find(title, at + len(title), at + 600)
        return Heading(at, at + len(title))
    return Heading(-1, -1)


_PARTS = re.compile(r"\s[-|–—·:»«]\s|[_|<>]|--|-(?=[^-]{2,12}$)")
_PAGE_NUMBER = re.compile(r"\s{0,3}[(（][^()（）]{1,8}[)）]$")


def _titles(page: Page) -> list[str]:
    found: list[str] = []
    if page.markup is not None:
        found += page.markup.headings[:1]
        if page.markup.declared.og_title:
            found.append(page.markup.declared.og_title)
    if page.title:
        found.append(page.title)
        for part in sorted(_PARTS.split(page.title[:400]), key=len, reverse=True)[:3]:
            found += [part.strip(), _PAGE_NUMBER.sub("", part.strip())]
    return [title.strip() for title in found if len(title.strip()) >= 6]


# What a line can begin with is looked at first: to try every word at every line costs twice that.
_COMMENTS = re.compile(
    r"\n\W{0,4}(?=[\dckrljaesdgt最全网網評评留コ댓к])(?:\d{1,5}\s)?(?:comments?\b|kommentare?\b|responses?\b|replies\b"
    r"|leave a (?:reply|comment)|join the (?:discussion|conversation)|antworten\b|ein kommentar"
    r"|kommentieren|schreibe? einen kommentar|commentaires?\b|comentarios?\b|deja (?:un|una) "
    r"|laisser un commentaire|(?:(?:最新|全部|网友|網友)?(?:評論|评论|留言)[^\n]{0,6}|コメント|댓글"
    r"|комментари)(?=\n)|gedanken? zu|thoughts? on)[^\n]{0,60}(?=\n)",
    re.IGNORECASE,
)


@view
def comments_start(page: Page) -> int:
    """Offset of the line that opens the readers' comments; the text's end if there is none."""
    title = heading(page)
    if title.start < 0:
        return len(page.text)
    found = _COMMENTS.search(page.text, title.end + ZONE, page.visible_end)
    return found.start() if found else len(page.text)
