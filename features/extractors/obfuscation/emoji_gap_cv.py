"""How evenly emoji are strewn over the text."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, Reading, subject
from features.page import Page
from features.views.characters import emoji

BOUNDS = (0.0, 10.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, (cp.EMOJI | cp.EMOJI_PART,))
LEAST = 5


def emoji_gap_cv(page: Page) -> Reading:
    """Coefficient of variation of the distances between neighbouring emoji (5 or more, cut at 10).

    Near 0 when a program sets one every n characters, about 1 at random places, above 1 where
    people bunch them.
    """
    found = emoji(page)
    if len(found) < LEAST:
        return NOTHING
    gaps = np.diff(found.starts)
    return Reading(min(float(gaps.std() / gaps.mean()), BOUNDS[1]), found.spans)
