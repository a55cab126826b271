"""A host's name that the page never speaks of."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Reading, subject
from features.page import Page
from features.views.characters import characters
from features.views.hostnames import host_parts, url_words
from features.views.stretches import folded_text

BOUNDS = (0.0, 1.0)
SOURCE = "new (casino pages on the domains of schools and florists)"
SUBJECT = subject(NOTHING, (cp.LATIN,))

_LEAST = 4
_ENOUGH = 200


def host_topic_gap(page: Page) -> Reading:
    """Share of the host's letters in no 4-letter piece that the title or text holds too.

    Read only where the text has Latin words enough to name its host, and is mostly of them.
    """
    parts = host_parts(page)
    if parts is None:
        return NOTHING
    words = [w for w in url_words(parts.name) if len(w) >= _LEAST and w.isalpha()]
    if not words:
        return NOTHING
    chars = characters(page)
    latin = chars.count(cp.LATIN)
    if latin < _ENOUGH or 2 * latin < chars.count(cp.LETTER):
        return NOTHING
    text = f"{(page.title or '').lower()} {folded_text(page)}"
    seen = total = 0
    for word in words:
        found = [word[i : i + _LEAST] in text for i in range(len(word) - _LEAST + 1)]
        covered = {j for i, hit in enumerate(found) if hit for j in range(i, i + _LEAST)}
        seen += len(covered)
        total += len(word)
    return Reading(1.0 - seen / total)
