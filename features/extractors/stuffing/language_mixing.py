"""Two scripts inside one paragraph."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.stretches import folded, paragraphs

BOUNDS = (0.0, 0.5)
SOURCE = "new (languages mixed inside one paragraph)"


def language_mixing(page: Page) -> Reading:
    """Mean share, by letters, of the lesser of Han and other scripts within each paragraph.

    0 when every paragraph keeps to one of them, one half at most. Text without Han is not read.
    """
    parts, chars = paragraphs(page), characters(page)
    if not len(parts):
        return NOTHING
    han = chars.count(cp.HAN)
    if not han:
        return NOTHING
    if han == chars.count(cp.LETTER):
        return Reading(0.0)
    offsets = folded(page).offsets
    sums = np.zeros((2, len(offsets) + 1), dtype=np.intp)
    np.cumsum(chars.mask(cp.HAN).take(offsets), out=sums[0, 1:])
    np.cumsum(chars.mask(cp.LETTER).take(offsets), out=sums[1, 1:])
    inside = sums[:, parts.last] - sums[:, parts.first]
    lesser = np.minimum(inside[0], inside[1] - inside[0])
    total = int(inside[1].sum())
    if not total:
        return NOTHING

    def evidence() -> list[Span]:
        share = lesser / np.maximum(inside[1], 1)
        return parts.spans(np.argsort(-share, kind="stable")[:3])

    return Reading(int(lesser.sum()) / total, evidence)
