"""From walked stretches to the page: text, blocks, links, hints and facts, with offsets."""

from __future__ import annotations

from detector.html.elements import H1
from detector.html.encoding import mixed_letters
from detector.html.head import read_head
from detector.html.loops import Loops
from detector.html.settling import Moved
from detector.html.signs import Signs
from detector.html.tidying import Tidied
from detector.html.walk import Walked
from features.page import Hint, Markup, Page

_HINT_LENGTHS = {"author": 200, "date": 80}


def assemble(
    source: str, size: int, signs: Signs, walked: Walked, url: str | None, loops: Loops
) -> Page:
    """The page of a document that ``loops`` walked; ``size`` is the length of the whole source."""
    roles = loops.inherited(walked.parents, walked.own)
    tidied = loops.tidy(walked, roles)
    candidates = tidied.candidates
    chosen = loops.kinds(candidates, walked.parents, walked.own)
    text, blocks, moved = loops.order(candidates, chosen)
    headings = [item[0] for item in candidates if roles[item[3]] & H1]
    head = read_head(source if signs.linked_data else "", walked.metas, walked.root)
    markup = Markup(
        size=size,
        elements=walked.elements,
        encoded_letters=mixed_letters(source) if signs.encoded else 0,
        split_words=_split_words(source) if walked.suspects else 0,
        headings=tuple(headings[:50]),
        classes=walked.classes,
        refresh=head.refresh,
        scripts=signs.scripts,
        images=walked.images,
        declared=head.declared,
        hints=_hints(walked, tidied, moved, len(text), loops) if walked.hints else (),
    )
    return Page(
        text=text,
        url=url,
        title=tidied.title,
        blocks=blocks,
        links=loops.links(walked.anchors, tidied.places, moved, len(text))
        if walked.anchors
        else (),
        markup=markup,
    )


def _hints(
    walked: Walked, tidied: Tidied, moved: Moved | None, size: int, loops: Loops
) -> tuple[Hint, ...]:
    starts, ends, _ = loops.settle(tidied.hint_places, moved, size)
    return tuple(
        [
            Hint(how, start, end, value)
            for (how, value), start, end in zip(walked.hints, starts, ends, strict=True)
            if end - start <= _HINT_LENGTHS[how.partition(":")[0]]
        ]
    )


def _split_words(source: str) -> int:
    """How many comments stand inside a word."""
    count = 0
    at = source.find("<!--", 1)
    while at >= 0:
        end = source.find("-->", at + 4)
        if end < 0:
            break
        if source[at - 1].isalnum() and source[end + 3 : end + 4].isalnum():
            count += 1
        at = source.find("<!--", end + 3)
    return count
