"""The title of a page, taken apart."""

from __future__ import annotations

import re

from features.page import Page, view
from features.text import fold_text
from features.views.stretches import folded_text, lines

_SEPARATOR = re.compile(r"\s+[-–—·•:：/»>]+\s+|\s*[|_｜丨–—]+\s*|-{2,}|\s*[«»]\s*")


@view
def title(page: Page) -> str:
    """The title as declared, else the first line of the text, without white space around it."""
    if page.title and not page.title.isspace():
        return page.title.strip()
    first = lines(page)
    if not len(first):
        return ""
    return page.text[int(first.starts[0]) : int(first.ends[0])]


@view
def title_parts(page: Page) -> tuple[str, ...]:
    """The title cut where sites set their name off (bars, underscores, spaced dashes)."""
    return tuple(part for part in _SEPARATOR.split(title(page)) if part and not part.isspace())


@view
def headline(page: Page) -> str:
    """The longest part of the title, folded: what the page says it is about."""
    return max((fold_text(part) for part in title_parts(page)), key=len, default="")


@view
def headline_places(page: Page) -> tuple[int, ...]:
    """Where the headline stands in the folded visible text; empty for headlines under 6."""
    wanted, text = headline(page), folded_text(page)
    if len(wanted) < 6:
        return ()
    found = []
    at = text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + len(wanted))
    return tuple(found)
