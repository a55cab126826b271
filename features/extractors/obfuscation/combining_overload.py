"""Letters buried under combining marks."""

from __future__ import annotations

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.quotes import merged, spans
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new (Unicode TR 36, stacked marks)"


def combining_overload(page: Page) -> Reading:
    """Combining marks that stand on two others, as a share of the visible characters.

    Scripts that stack marks in ordinary spelling (Indic, Thai, Arabic, Hebrew) are left out.
    """
    chars = characters(page)
    if not chars.seen:
        return NOTHING
    if chars.count(cp.MARK) < 3:
        return Reading(0.0)
    stacked = chars.mask(cp.MARK) & ~chars.mask(cp.INDIC | cp.UNSPACED | cp.RTL | cp.ARABIC)
    third = (stacked[2:] & stacked[1:-1] & stacked[:-2]).nonzero()[0]
    return Reading(len(third) / chars.seen, lambda: merged(spans(third, third + 3)))
