"""Lists of names in alphabetic scripts: where each name after a label begins and ends."""

from __future__ import annotations

import re

from features.attribution.people import MOST, is_nobody

_LEAD = re.compile(
    r"[\s:：|•·–—\-]*(?:(?:(?:written|posted|published|reported|compiled|edited|submitted)\s+)?by"
    r"|(?:(?:geschrieben|verfasst|veröffentlicht|erstellt|gepostet|ein\s+gastbeitrag)\s+)?von"
    r"|(?:(?:publié|écrit|rédigé|posté|proposé)\s+)?par|(?:(?:publicado|escrito|redactado)\s+)?por"
    r"|(?:(?:ein|eine)\s+)?(?:kommentar|pressemitteilung|interview|analyse|gastbeitrag|beitrag|artikel|text|kolumne|rezension|bericht|im\s+wortlaut|nachricht)\s+von"
    r"|(?:autor|autorin|author)\s(?=[^\W\d_])|(?:автор|autora?|autoren|author|authors|auteur|text|texte|texto|текст)(?=\s*[:：]))\b[\s:：]*",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s[|•·–—/>»]|[|•\n\r\t()\[\]<>«»:;!?\"“”„]|\s-\s|\s{2,}\S|\s@|,?\s(?:(?:on|am|le|el|il|em|den|at|vom|um|for|in|from|aus|für|pour|para|dans"
    r"|is|are|was|has|ist|sind|published|updated|posted|last|veröffentlicht|aktualisiert|publié|publicado|mis|filed|via|about|über|über"
    r"|follow|share|read|view|comments?|kommentare?|min|staff|special|reporting)\b)|,?\s+\d|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_]{4,})",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:,|&|\+|\b(?:and|und|et|y|e|и|with|mit|avec|con|og|och|en|i)\b)\s*(?=\S)", re.IGNORECASE
)
_SPLIT_WORDS = re.compile(r",|&|\+|\s(?:and|und|et|y|e|и|with|mit|avec|con|og|och|sowie)\s")
_WORD = re.compile(r"[^\W_][\w.'’`´-]*")
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "do",
        "du",
        "del",
        "della",
        "der",
        "den",
        "des",
        "dos",
        "das",
        "van",
        "von",
        "vom",
        "vander",
        "ter",
        "ten",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "ap",
        "st",
        "zu",
        "zur",
        "zum",
        "af",
        "av",
        "y",
        "e",
        "i",
        "und",
        "and",
        "the",
        "of",
    ]
)
_NO_NAME = frozenset(
    [
        "associated",
        "press",
        "staff",
        "reporter",
        "reporters",
        "writer",
        "writers",
        "editor",
        "editors",
        "correspondent",
        "contributor",
        "contributors",
        "columnist",
        "redaktion",
        "redakteur",
        "redakteurin",
        "redaction",
        "redacción",
        "senior",
        "chief",
        "news",
        "desk",
        "agencies",
        "agency",
        "inc",
        "llc",
        "ltd",
        "guest",
        "author",
        "authors",
        "team",
        "members",
        "opinion",
        "analysis",
        "updated",
        "published",
        "posted",
        "share",
        "facebook",
        "twitter",
        "email",
        "getty",
        "images",
    ]
)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`´.\u2010-\u2013-])*")
_TITLES = re.compile(r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Sir|Dame)\.?\s+)*", re.IGNORECASE)


def lead_end(text: str, at: int, stop: int) -> int:
    """Offset behind an opening such as ``By`` or ``geschrieben von``; ``at`` if there is none."""
    found = _LEAD.match(text, at, stop)
    return found.end() if found else at


def looks_personal(name: str) -> bool:
    """Whether ``name`` has the shape of a person's name in an alphabetic script.

    Two to five words that begin with a capital (particles excepted), no digits.
    """
    words = name.split()
    if not 2 <= len(words) <= 5 or len(name) > 48:
        return False
    capitals = 0
    for word in words:
        if not _NAME_WORD.fullmatch(word) or word.lower() in _NO_NAME:
            return False
        if word[0].isupper():
            capitals += 1
        elif word.lower() not in _PARTICLES and not word.startswith(("d'", "d’", "al-", "el-")):
            return False
    return capitals >= 2


def plausible(name: str) -> bool:
    """Whether ``name`` can be a person, nickname or desk: short, with letters, no address."""
    if not 2 <= len(name) <= 60 or is_nobody(name):
        return False
    words = name.split()
    if len(words) > 6 or "http" in name or "@" in name or "www." in name:
        return False
    return any(ch.isalpha() for ch in name)


def western_list(text: str, at: int, stop: int, *, person: bool = True) -> list[tuple[int, int]]:
    """Spans of the names listed in ``text[at:stop]``, up to the first word that ends a byline.

    With ``person``, the first name must look like a person's; others follow only then.
    """
    stop = min(stop, at + 200)
    while at < stop and text[at].isspace():
        at += 1
    end = _STOP.search(text, at, stop)
    edge = end.start() if end else stop
    names: list[tuple[int, int]] = []
    start = at
    while start < edge and len(names) < MOST:
        cut = _SPLIT_WORDS.search(text, start, edge)
        finish = cut.start() if cut else edge
        a, b = _trim(text, start, finish)
        name = text[a:b]
        if plausible(name):
            good = looks_personal(name) if person or names else True
            if good:
                names.append((a, b))
            elif not names:
                return []
        elif not names:
            return []
        if not cut:
            break
        start = cut.end()
    return names


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "'’‘,.:*-–—_~"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",:*-–—_~'’‘"):
        end -= 1
    if end - start > 3 and text[end - 1] == "." and text[end - 3] not in " .":
        end -= 1
    return start, end
