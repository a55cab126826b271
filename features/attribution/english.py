"""Forms of attribution in English, and those every language shares (copyright, feed tails)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from features.attribution.roles import Claim, Form, Reader, Role, Spot
from features.attribution.western import plausible, western_list

_OPEN = re.compile(r"[\s|•·–—\-*>\"“(\[]*$")
_YEAR = re.compile(r"(?:19|20)\d\d|\d{1,2}[./]\d{1,2}[./]\d{2}|\d{1,2}:\d\d")
SHORT = 160
"""Longest line, in code points, that can be a byline rather than a sentence."""


def opens_line(spot: Spot) -> bool:
    """Whether nothing but space, bullets or bars stands before the trigger on its line."""
    return _OPEN.fullmatch(spot.text, spot.line_start, spot.start) is not None


def short_line(spot: Spot) -> bool:
    """Whether the trigger's line is short enough for a byline."""
    return spot.line_end - spot.line_start <= SHORT


def dated(spot: Spot) -> bool:
    """Whether the trigger's line carries a year, a date or a time of day."""
    return _YEAR.search(spot.text, spot.line_start, spot.line_end) is not None


def by_line(spot: Spot) -> Iterator[Claim]:
    """``By X`` at the head of a short line, or after a date in one."""
    if not short_line(spot):
        return
    head = opens_line(spot)
    if not head and not (dated(spot) and spot.start - spot.line_start <= 60):
        return
    at, stop = _next_line(spot, spot.end)
    if at < stop and spot.text[at].islower() and spot.text[at - 1].isalpha():
        return
    spans = western_list(spot.text, at, stop)
    if not spans:
        spans = western_list(spot.text, at, stop, person=False)[:1]
        if not spans or not _THEN_DATE.match(spot.text, spans[0][1], spot.line_end + 1):
            return
    for start, end in spans:
        yield spot.claim(Role.AUTHOR, spot.start, start, end)


# What may follow a nickname in a byline: a date, or the time of day.
_THEN_DATE = re.compile(
    r"[\s,|•·–—(-]{1,4}(?:(?:on|am|le|el|vom|um|at)\s)?[\s|•·–—-]{0,4}"
    r"(?:\d{1,2}[./: ]|(?:19|20)\d\d|(?:[^\W\d_]{3,12}\.?,?\s\d))"
)
_ONLY_COLON = re.compile(r"[ \t\xa0]{0,3}[:：]?[ \t\xa0]{0,3}(?=\n|$)")


def _next_line(spot: Spot, at: int) -> tuple[int, int]:
    """Where the value of a label is looked for: behind it, or on the next line if that is bare."""
    text = spot.text
    bare = _ONLY_COLON.match(text, at, spot.line_end)
    if bare is None or bare.end() < spot.line_end or not opens_line(spot):
        return at, spot.line_end
    start = spot.line_end
    while start < len(text) and start - at < 12 and text[start].isspace():
        start += 1
    end = text.find("\n", start, start + 120)
    return start, end if end >= 0 else min(len(text), start + 120)


def written_by(role: Role, *, person: bool = False) -> Reader:
    """``Written by X`` and its kin: the label alone says that a name follows."""

    def read(spot: Spot) -> Iterator[Claim]:
        if spot.start > spot.line_start and spot.text[spot.start - 1].isalpha():
            return
        if (
            spot.end < len(spot.text)
            and spot.text[spot.end - 1].isalpha()
            and spot.text[spot.end].isalpha()
        ):
            return
        if not short_line(spot) and not opens_line(spot):
            return
        for start, end in western_list(spot.text, spot.end, spot.line_end, person=person):
            yield spot.claim(role, spot.start, start, end)

    return read


_COLON_VALUE = re.compile(r"[ \t\xa0]{0,3}[:：][ \t\xa0]{0,4}([^\n|•·:：;()\[\]]{2,60})")


def labelled(role: Role, *, people: bool = True) -> Reader:
    """``Label: value`` where the label opens a line or follows a bar."""

    def read(spot: Spot) -> Iterator[Claim]:
        before = spot.text[spot.start - 1 : spot.start] if spot.start > spot.line_start else ""
        if before.isalnum():
            return
        found = _COLON_VALUE.match(spot.text, spot.end, min(spot.line_end, spot.end + 80))
        if not found:
            if people and opens_line(spot) and spot.line_end - spot.end <= 80:
                yield from _uncoloned(spot, role)
            return
        if people:
            for start, end in western_list(spot.text, found.start(1), spot.line_end, person=False):
                yield spot.claim(role, spot.start, start, end)
            return
        value = found[1].rstrip(" .,-–—")
        if plausible(value):
            yield spot.claim(role, spot.start, found.start(1), found.start(1) + len(value))

    return read


def _uncoloned(spot: Spot, role: Role) -> Iterator[Claim]:
    """``Author Jane Doe`` alone on a line, or the label alone and the name on the next."""
    at, stop = _next_line(spot, spot.end)
    if at < stop and (at > spot.line_end or spot.text[at].isspace()):
        spans = western_list(spot.text, at, stop)
        if spans and spans[-1][1] >= stop - 2:
            for start, end in spans:
                yield spot.claim(role, spot.start, start, end)


_PLACE_BEFORE = re.compile(r"(?:^|(?<=\s))([^\W\d_][^\n()]{1,40}?)[ \xa0]?$")
_DASH_AFTER = re.compile(r"\s?(?:[-–—:]|=)")


def wire(spot: Spot) -> Iterator[Claim]:
    """``LONDON (Reuters) -``: agency in brackets near the head of a line, a dash behind."""
    if spot.start - spot.line_start > 60 or not _DASH_AFTER.match(spot.text, spot.end):
        return
    yield spot.claim(Role.AGENCY, spot.line_start, spot.start + 1, spot.end - 1, spot.end)
    place = _PLACE_BEFORE.search(spot.text, spot.line_start, spot.start)
    if place:
        name_end = place.start(1) + len(place[1].split(",")[0].rstrip())
        yield spot.claim(Role.DATELINE_PLACE, place.start(1), place.start(1), name_end, spot.end)


_HOLDER = re.compile(
    r"[\s:©(cC)]{0,10}(?:(?:19|20)\d\d(?:\s?[-–—]\s?(?:(?:19|20)?\d\d|[Pp]resent))?)?[\s,]{0,3}(?:by\s+)?"
    r"(?:(?:19|20)\d\d[\s,]{1,3})?([^\W\d_][^\n|•·.,;()]{1,50})"
)
_RIGHTS_TAIL = re.compile(
    r"\s{0,4}(?:[-–—]|all rights|alle rechte|tous droits|todos los|reserved|inc$).*$", re.IGNORECASE
)


def rights(spot: Spot) -> Iterator[Claim]:
    """``© 2020 X``: the holder of the copyright."""
    found = _HOLDER.match(spot.text, spot.end, min(spot.line_end, spot.end + 90))
    if not found:
        return
    tail = _RIGHTS_TAIL.search(found[1])
    end = found.start(1) + (tail.start() if tail else len(found[1].rstrip()))
    name = spot.text[found.start(1) : end].strip()
    if len(name) > 1 and not name.lower().startswith(
        ("all rights", "copyright", "notice", "law", "infring", "policy", "©")
    ):
        yield spot.claim(Role.COPYRIGHT, spot.start, found.start(1), end)


_FEED = re.compile(
    r"\s{1,4}(\S[^\n]{1,299}?)\s{1,4}(?:appeared first on|first appeared on"
    r"|est apparu en premier sur|erschien zuerst auf|apareció primero en)"
    r"\s{1,4}(\S[^\n]{1,59}?)\.?\s{0,4}(?=\n|$)"
)


def feed(spot: Spot) -> Iterator[Claim]:
    """``The post X appeared first on Y``: the tail a feed reader copied along."""
    found = _FEED.match(spot.text, spot.end, spot.line_end)
    if found:
        yield spot.claim(Role.FEED, spot.start, found.start(2), found.end(2))


_WHERE = re.compile(r"\s{1,4}(?:in|on|at|by)\s{1,4}(?:the\s{1,4})?([^\n.,;()]{2,60})")


def originally(spot: Spot) -> Iterator[Claim]:
    """``originally published in X``: a credited reprint."""
    found = _WHERE.match(spot.text, spot.end, spot.line_end)
    if found and found[1][0].isupper():
        yield spot.claim(
            Role.REPRINT, spot.start, found.start(1), found.start(1) + len(found[1].rstrip())
        )


FORMS: tuple[Form, ...] = (
    Form(("By ", "BY ", "\nby ", " by ", "\nBy", "By:", "by:"), by_line),
    Form(
        (
            "Written by",
            "written by",
            "Posted by",
            "posted by",
            "Submitted by",
            "Reported by",
            "Story by",
            "Words by",
            "Text by",
            "WRITTEN BY",
            "Article by",
            "Review by",
            "Published by",
            "Post author",
            "Reporting by",
        ),
        written_by(Role.AUTHOR),
    ),
    Form(
        ("Author", "AUTHOR", "Authors", "Writer", "Reporter", "Contributor"), labelled(Role.AUTHOR)
    ),
    Form(("Editing by", "Edited by", "edited by"), written_by(Role.EDITOR)),
    Form(("Editor",), labelled(Role.EDITOR)),
    Form(("Translated by", "Translation by"), written_by(Role.TRANSLATOR)),
    Form(("Photo by", "Photos by", "Photography by"), written_by(Role.PHOTOGRAPHER)),
    Form(("Source", "SOURCE", "Via"), labelled(Role.SOURCE, people=False)),
    Form(
        (
            "(Reuters)",
            "(AP)",
            "(AFP)",
            "(dpa)",
            "(Bloomberg)",
            "(UPI)",
            "(CNN)",
            "(PTI)",
            "(ANI)",
            "(IANS)",
            "(Xinhua)",
            "(EFE)",
            "(ANSA)",
            "(Kyodo)",
            "(Yonhap)",
            "(APA)",
            "(dpa/tmn)",
            "(TASS)",
            "(SDA)",
            "(EP)",
            "(Europa Press)",
            "(PA)",
        ),
        wire,
    ),
    Form(("©", "Copyright", "(c) 20", "(C) 20"), rights),
    Form(("The post", "L’article", "L'article", "Der Beitrag", "La entrada"), feed),
    Form(
        (
            "originally published",
            "originally appeared",
            "first published",
            "first appeared",
            "republished with permission",
            "This story appeared",
        ),
        originally,
    ),
)
"""English forms."""
