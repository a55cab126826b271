"""Images in the text."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page

BOUNDS = (0.0, 1000.0)
SOURCE = "Bevendorff et al. 2024 (images over text)"


def image_density(page: Page) -> Reading:
    """Images per 1,000 visible characters (cut at 1,000)."""
    if page.markup is None or not page.visible_end:
        return NOTHING
    return Reading(min(1000.0 * page.markup.images / page.visible_end, 1000.0))
