"""A name set before the headline in the title, and into the sentences of the text."""

from __future__ import annotations

import math
import re

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.span import Span

BOUNDS = (0.0, 20.0)
SOURCE = "new (a brand swapped in for common nouns of a copied article, and set before its title)"
SUBJECT = subject(NOTHING, Fact.TITLE)

_CUT = re.compile(r"\s?[_|｜]\s?|\s[-–—]+\s|[-–—]|[】\]][ _|｜-]?|(?<=[\u4e00-\u9fff]) ")
_FIRST = 50
_CUTS = 8
_HEAD = 800
"""Code points in which the headline is sought at the beginning of a line."""
_LEAST = 3
_HEADLINE = 8
_PARAGRAPH = 60
"""Code points of the shortest line that counts as sentences."""


def pushed_name(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the uses, in paragraphs, of a name before the headline.

    The title is the name, a bar or dash (a space after Han), and what stands at the beginning of
    one of the text's first lines. A name that the page's host says is the site's own and is not
    read.
    """
    title = (page.title or "")[:300].strip()
    if not title:
        return NOTHING
    text = page.text[: page.visible_end]
    head = "\n" + text[:_HEAD]
    host = (page.host or "").casefold()
    found: list[Span] = []
    for number, cut in enumerate(_CUT.finditer(title[:_FIRST])):
        if number == _CUTS:
            break
        name = title[: cut.start()].strip("【[ ")
        headline = title[cut.end() : cut.end() + _HEADLINE + 2].strip()
        if len(name) < _LEAST or len(headline) < _HEADLINE or "\n" + headline not in head:
            continue
        if "".join(name.casefold().split()) in host:
            continue
        uses = _uses(text, name, title[: cut.end() + _HEADLINE])
        found = max(found, uses, key=len)
    return Reading(math.log2(1 + len(found)), lambda: found)


def _uses(text: str, name: str, title: str) -> list[Span]:
    uses = []
    start = 0
    for line in text.split("\n"):
        at = line.find(name) if len(line) >= _PARAGRAPH else -1
        while at >= 0:
            if not line.startswith(title, at):
                uses.append(Span(start + at, start + at + len(name)))
            at = line.find(name, at + len(name))
        start += len(line) + 1
    return uses
