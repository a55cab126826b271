"""Two scripts inside one paragraph."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.stretches import paragraphs, tallies

BOUNDS = (0.0, 0.5)
SOURCE = "new (languages mixed inside one paragraph)"
SUBJECT = subject(NOTHING, (cp.HAN,))


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
        return ZERO
    han_letters, letters = tallies(page, parts, cp.HAN, cp.LETTER)
    lesser = np.minimum(han_letters, letters - han_letters)
    total = int(letters.sum())
    if not total:
        return NOTHING

    def evidence() -> list[Span]:
        share = lesser / np.maximum(letters, 1)
        return parts.spans(np.argsort(-share, kind="stable")[:3])

    return Reading(int(lesser.sum()) / total, evidence)
