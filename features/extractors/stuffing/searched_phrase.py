"""One search for one name, said again and again."""

from __future__ import annotations

from collections import Counter

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.trade import SPAM_KINDS, density, trade

BOUNDS = (0.0, 1000.0)
SOURCE = "new (a brand with a search word behind it, pushed in all through an article)"

_KINDS = ("search", "query", *SPAM_KINDS)
_LEAST = {"search": 1, "betting": 1, "service": 4, "remedy": 4}
"""Characters from which a word turns a name into a search, 3 in other kinds: shorter ones make
compounds with any noun in Chinese (世界排名, 住房贷款, 面板供应商). Names in ASCII take all."""
_HAN = 2
"""Characters of a name taken before a word of an unspaced script."""
_NAME = 24
"""Characters in which the last word before a spaced one is sought."""
_ONCE = 1


def searched_phrase(page: Page) -> Reading:
    """Uses of one name with a search word behind it (X官网, X reviews) per 1,000 of length + 500.

    The name is the word, or the two characters of an unspaced script, right before a word of
    searches or of a spam trade. Uses count by the different texts that follow them on their line;
    one is due.
    """
    text = page.text
    if not text:
        return NOTHING
    kinds = trade(page).text
    if not kinds:
        return ZERO
    hits = [
        span
        for kind in _KINDS
        for span in kinds.get(kind, ())
        if span.end - span.start >= _LEAST.get(kind, 3)
        or (span.start and text[span.start - 1].isascii())
    ]
    if len(hits) <= _ONCE:
        return ZERO
    found: dict[str, list[Span]] = {}
    for start, end in hits:
        begin = _name(text, start)
        if begin < start and text[end : end + 1] != "\n":
            found.setdefault(text[begin:end].lower(), []).append(Span(begin, end))
    uses = Counter(
        {key: len({text[end : end + 4] for _, end in spans}) for key, spans in found.items()}
    )
    if not uses:
        return ZERO
    key, most = max(uses.items(), key=lambda item: item[1])
    if most <= _ONCE:
        return ZERO
    return Reading(density(page, most - _ONCE), lambda: sorted(found[key]))


def _name(text: str, start: int) -> int:
    """Where the name before ``start`` begins; ``start`` itself where there is none."""
    at = start - 1 if start and text[start - 1] == " " else start
    if not at or not text[at - 1].isalnum():
        return start
    if not text[at - 1].isascii() and at == start:
        return start - _HAN if start >= _HAN and text[start - _HAN].isalnum() else start
    begin = at
    while begin and at - begin < _NAME and text[begin - 1].isalnum():
        begin -= 1
    return begin
