"""How evenly a page draws from its emoji."""

from __future__ import annotations

import math

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, Reading, subject
from features.page import Page
from features.views.characters import emoji

BOUNDS = (0.0, 1.0)
SOURCE = "new"
SUBJECT = subject(NOTHING, (cp.EMOJI | cp.EMOJI_PART,))
LEAST = 5


def emoji_entropy(page: Page) -> Reading:
    """Entropy of the kinds of emoji over its maximum, log of the number of emoji (5 or more).

    Near 1 when each is drawn afresh from a large set, near 0 when one is used again and again.
    """
    found = emoji(page)
    total = len(found)
    if total < LEAST:
        return NOTHING
    shares = np.unique(found.codes, return_counts=True)[1] / total
    entropy = float(-(shares * np.log(shares)).sum())
    return Reading(min(max(entropy / math.log(total), 0.0), 1.0), found.spans)
