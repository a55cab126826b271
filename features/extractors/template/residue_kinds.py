"""How many kinds of things a template leaves behind stand on the page."""

from __future__ import annotations

from features.extractors.template.empty_fields import empty_fields
from features.extractors.template.empty_widgets import empty_widgets
from features.extractors.template.filler_rate import filler_rate
from features.extractors.template.unrendered_tags import unrendered_tags
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 4.0)
SOURCE = "new (any site leaves one kind behind now and then; page generators leave several)"

_KINDS = (unrendered_tags, empty_fields, empty_widgets, filler_rate)


def residue_kinds(page: Page) -> Reading:
    """Kinds of template residue (unfilled tags, empty fields, unused widgets, filler) found."""
    if not characters(page).seen:
        return NOTHING
    found = [reading for reading in (kind(page) for kind in _KINDS) if reading.value > 0]

    def evidence() -> list[Span]:
        return [span for reading in found if reading.evidence for span in reading.evidence()]

    return Reading(float(len(found)), evidence)
