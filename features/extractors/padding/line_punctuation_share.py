"""How many lines end as sentences do."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.line_shapes import LONG, line_figures, line_shapes
from features.views.script_shares import as_long_as
from features.views.stretches import lines

BOUNDS = (0.0, 1.0)
SOURCE = "FineWeb (Penedo et al. 2024) line_punct_ratio, on longer lines"


def line_punctuation_share(page: Page) -> Reading:
    """Share of the content's longer lines whose last sign is one that ends a sentence.

    Longer: of 100 letters or digits, 40 in Han and kana, which headings and menus seldom are.
    """
    found = line_figures(page)
    if not found.long:
        return NOTHING

    def evidence() -> list[Span]:
        parts = lines(page)
        long = parts.sizes >= as_long_as(characters(page), LONG)
        return parts.spans(long & ~line_shapes(page).ended)

    return Reading(found.long_ended / found.long, evidence)
