"""Lists of names in alphabetic scripts: where each name after a label begins and ends."""

from __future__ import annotations

import re

from features.attribution.people import MOST, is_nobody

_LEAD = re.compile(
    r"[\s:：|•·–—\-]{0,12}(?:(?:(?:written|posted|published|reported|compiled|edited|submitted)\s+)?by"
    r"|(?:(?:geschrieben|verfasst|veröffentlicht|erstellt|gepostet|ein\s+gastbeitrag)\s+)?von"
    r"|(?:(?:ein|eine)\s+)?(?:kommentar|pressemitteilung|interview|analyse|gastbeitrag|beitrag"
    r"|artikel|text|kolumne|rezension|bericht|im\s+wortlaut|nachricht)\s+von"
    r"|(?:(?:publié|écrit|rédigé|posté|proposé)\s+)?par|(?:(?:publicado|escrito|redactado)\s+)?por"
    r"|(?:autor|autorin|author)\s(?=[^\W\d_])"
    r"|(?:автор|autora?|autoren|author|authors|auteur|text|texte|texto|текст)(?=\s*[:：]))\b[\s:：]*",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\s[|•·–—/>»]|[|•\n\r\t()\[\]<>«»:;!?\"“”„]|\s-\s|\s{2,4}\S|\s@"
    r"|,?\s(?:(?:on|am|le|el|il|em|den|at|vom|um|for|in|from|aus|für|pour|para|dans|mit"
    r"|is|are|was|has|ist|sind|published|updated|posted|last|veröffentlicht|aktualisiert|publié"
    r"|publicado|mis|filed|via|about|über|follow|share|read|view|comments?|kommentare?|min|staff"
    r"|special|reporting)\b)|,?\s{1,4}\d|(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_]{4})",
    re.IGNORECASE,
)
_SPLIT_WORDS = re.compile(r",|&|\+|/|\s(?:and|und|et|y|e|и|with|avec|con|og|och|sowie)\s")

_PARTICLE_WORDS = """de da di do du del della der den des dos das van von vom vander ter ten la le
    el al bin ibn ben ap st zu zur af av y e i und and"""
# Words with a capital that stand about a byline and belong to nobody's name.
_OTHER_WORDS = """associated press staff reporter reporters writer writers editor editors
    correspondent contributor contributors columnist redaktion redakteur redakteurin redaction
    redacción senior chief news desk agencies agency inc llc ltd guest author authors team members
    opinion analysis updated published posted share facebook twitter instagram email getty images
    name follow veröffentlicht quelle geändert zuletzt kategorien kategorie kommentare kommentar
    comments said says schreibt sagt meint about über more kontakt autor source weitere beiträge
    beitrag alle posts view zurück inhalte newsroom photograph photo photos foto fotos bild ähnliche
    verwandte artikel article articles teilen drucken related read print subscribe newsletter
    contact home menu search login monday tuesday wednesday thursday friday saturday sunday montag
    dienstag mittwoch donnerstag freitag samstag sonntag lunes martes jueves viernes lundi mardi
    mercredi jeudi vendredi im wortlaut this that what how why when where the your our my der die
    das ein eine wie was warum wer wo les une los las una"""
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_NO_NAME = frozenset(_OTHER_WORDS.split()) - _PARTICLES
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`´.\u2010-\u2013-])*")
_OPENERS = frozenset({"die", "das", "der", "ein", "eine", "the", "la", "le", "el"})


def lead_end(text: str, at: int, stop: int) -> int:
    """Offset behind an opening such as ``By`` or ``geschrieben von``; ``at`` if there is none."""
    found = _LEAD.match(text, at, stop)
    return found.end() if found else at


def looks_personal(name: str) -> bool:
    """Whether ``name`` has the shape of a person's name in an alphabetic script.

    Two to five words that begin with a capital (particles excepted), no digits.
    """
    words = name.split()
    if not 2 <= len(words) <= 5 or len(name) > 48 or words[0].lower() in _OPENERS:
        return False
    capitals = 0
    for word in words:
        lower = word.lower()
        if not _NAME_WORD.fullmatch(word) or lower in _NO_NAME:
            return False
        if word[0].isupper():
            capitals += 1
        elif lower not in _PARTICLES and not word.startswith(("d'", "d’", "al-", "el-")):
            return False
    return capitals >= 2


def plausible(name: str) -> bool:
    """Whether ``name`` can be a person, nickname or desk: short, with letters, no address."""
    if not 2 <= len(name) <= 60 or is_nobody(name):
        return False
    if len(name.split()) > 6 or "http" in name or "@" in name or "www." in name:
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
        a, b = _trim(text, start, cut.start() if cut else edge)
        name = text[a:b]
        if not plausible(name) or ((person or names) and not looks_personal(name)):
            if not names:
                return []
        else:
            names.append((a, b))
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
