"""Sentences that stop at a number."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.line_shapes import SHORT, line_figures, line_shapes
from features.views.stretches import lines

BOUNDS = (0.0, 1.0)
SOURCE = "new (scraped sentences cut at a price or telephone number)"


def cut_sentences(page: Page) -> Reading:
    """Share of the content's lines of 30 letters or more that end in a digit, unpunctuated."""
    found = line_figures(page)
    if not found.whole:
        return NOTHING
    if not found.cut:
        return ZERO

    def evidence() -> list[Span]:
        parts = lines(page)
        cut = characters(page).at(parts.ends - 1, cp.ASCII_DIGIT)
        return parts.spans(cut & (parts.sizes >= SHORT) & ~line_shapes(page).ended)

    return Reading(found.cut / found.whole, evidence)
