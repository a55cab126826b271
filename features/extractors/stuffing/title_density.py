"""How much of the text is phrases of the title."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.stretches import folded_text
from features.views.titles import phrase_spans, title_phrases

BOUNDS = (0.0, 1.0)
SOURCE = "keyword density of title terms (Front-End-Checklist, 3 %), by phrase"
SUBJECT = subject(NOTHING, Fact.TITLE)

LEAST = 200


def title_density(page: Page) -> Reading:
    """Share of the visible letters in phrases of the declared title, by the densest phrase.

    Phrases are what the title's commas, bars and spaces set apart (in spaced scripts: words
    of five letters or more), normalised. Texts under 200 letters are not read.
    """
    text = folded_text(page)
    if not page.title or len(text) < LEAST:
        return NOTHING
    densest, best = "", 0
    for phrase in title_phrases(page):
        taken = text.count(phrase) * len(phrase)
        if taken > best:
            densest, best = phrase, taken
    return Reading(best / len(text), lambda: phrase_spans(page, densest) if densest else [])
