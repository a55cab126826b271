"""Names no label introduces: beside a date, alone on a line under the title, as a signature."""

from __future__ import annotations

import re

from features.attribution.dates import dates_in
from features.attribution.heading import ZONE, heading
from features.attribution.people import chinese_list, is_nobody
from features.attribution.roles import CJK, Role, Source
from features.attribution.surnames import is_personal
from features.attribution.western import looks_personal, plausible
from features.blocks import BlockKind
from features.page import Page

_ALONE = re.compile(r"[^\n]{2,40}")


_CLOCK = re.compile(
    r"\(?\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s{0,3}(?:uhr|h|a\.?m\.?|p\.?m\.?|[A-Z]{3,4})?\b\)?"
    r"|\bat\b|\bam\b|\bum\b|^\W{0,8}\b(?:mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch"
    r"|donnerstag|freitag|samstag|sonntag|lunes|martes)\w*\b",
    re.IGNORECASE,
)
_LONE = re.compile(r"\W{0,3}([^\W\d_][\w-]{2,24})[ \xa0|,]{1,4}")
_FIELD = re.compile(r"\s*[|•·–—@,»«>]\s*|\s-\s|\s{2,}")


def dated_lines(page: Page) -> list[Source]:
    """Names that share a line with a date near the title, or stand alone on the line before."""
    text, stop, head = page.text, page.visible_end, heading(page)
    low, high = (max(0, head.start - 160), min(stop, head.end + 300)) if head.start >= 0 else (0, 0)
    found: list[Source] = []
    for date in dates_in(text, low, high):
        start = text.rfind("\n", max(0, date.start - 120), date.start) + 1
        end = text.find("\n", date.end, date.end + 120)
        if end < 0 or end - start > 120:
            continue
        rest = text[start : date.start] + " | " + text[date.end : end]
        names = [part for part in _FIELD.split(_CLOCK.sub(" | ", rest)) if looks_personal(part)]
        weight = 3.0
        if not names and start > 1:
            before = text.rfind("\n", max(0, start - 60), start - 1) + 1
            line = text[before : start - 1].strip()
            names = [line] if before and looks_personal(line) else []
            weight = 2.0
        if not names:
            lone = _LONE.fullmatch(text, start, date.start)
            names = [lone[1]] if lone and plausible(lone[1]) else []
            weight = 1.5
        if names and start != head.start and not is_nobody(names[0]):
            found.append(Source(Role.POSTER, (names[0],), weight, start))
    return found


_LIST = re.compile(r"\s{0,8}[,/&|]\s{0,8}|\s{1,8}(?:and|und|et|y|e|och|og|и)\s{1,8}")


def name_lines(page: Page) -> list[Source]:
    """Lines between the title and the first paragraph that hold nothing but people's names."""
    head = heading(page)
    if head.start < 0:
        return []
    text, at = page.text, head.end
    stop = min(page.visible_end, head.end + ZONE)
    while 0 <= at < stop:
        end = text.find("\n", at, at + 400)
        if end < 0 or end - at > 160:
            return []
        line = text[at:end].strip()
        at = end + 1
        # A person's name has two words at least.
        names = _LIST.split(line) if 4 < len(line) <= 80 and len(line.split(None, 1)) > 1 else []
        if names and all(map(looks_personal, names)):
            return [Source(Role.POSTER, tuple(names), 2.2, end)]
    return []


_SIGNED = re.compile(r"[(（]([^()（）\n]{2,24})[)）]\s*$")


def signatures(page: Page) -> list[Source]:
    """Chinese names in brackets at the very end of a paragraph, the last of the article."""
    text, prose = page.text, BlockKind.PROSE
    for kind, first, last, _ in reversed(page.blocks):
        if kind is not prose or text[last - 1] not in ")）":
            continue
        found = _SIGNED.search(text, max(first, last - 28), last)
        if found:
            start, end = found.span(1)
            spans = chinese_list(text, start, end, strict=True)
            names = [text[a:b] for a, b in spans]
            if (
                names
                and spans[-1][1] == end
                and all(map(is_personal, names))
                and not any(link.start <= start < link.end for link in page.links)
            ):
                return [Source(Role.REPORTER, tuple(names), 3.5, page.visible_end)]
    return []


def chinese_name_lines(page: Page) -> list[Source]:
    """Chinese names that stand alone on one of the first lines under the title."""
    end = heading(page).end
    if end < 0:
        return []
    at = end
    for _ in range(3):
        line = _ALONE.search(page.text, at, min(page.visible_end, at + 120))
        if not line:
            return []
        at = line.end()
        body = line.group().strip()
        if not body or not CJK.match(body):
            continue
        spans = chinese_list(body, 0, len(body))
        names = [body[a:b] for a, b in spans]
        if not names or spans[-1][1] != len(body) or spans[0][0] != 0:
            continue
        if (all(map(is_personal, names)) and len(max(names, key=len)) > 2) or (
            len(names) > 1 and any(map(is_personal, names))
        ):
            return [Source(Role.AUTHOR, tuple(names), 5.5, end)]
    return []
