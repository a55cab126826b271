"""How many words are words and not numbers."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.views.characters import characters
from features.views.stretches import folded
from features.views.words import words

BOUNDS = (0.0, 1.0)
SOURCE = "Gopher (Rae et al. 2021), alphabetic-word rule"


def alphabetic_word_share(page: Page) -> Reading:
    """Share of the content's words that begin with a letter; in unspaced scripts, characters."""
    text = words(page)
    if not len(text):
        return NOTHING
    chars = characters(page)
    if not chars.count(cp.DIGIT):
        return Reading(1.0)
    digit = chars.mask(cp.DIGIT).take(folded(page).offsets.take(text.first))
    return Reading(1.0 - int(np.count_nonzero(digit)) / len(text))
