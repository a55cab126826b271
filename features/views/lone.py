"""Letters and digits that stand alone, with no other letter or digit beside them."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.page import Page, view
from features.views.characters import Positions, characters


@view
def lone_characters(page: Page) -> Positions:
    """Where a letter or digit stands between characters that are neither."""
    chars = characters(page)
    word = chars.mask(cp.WORD)
    beside = np.zeros(chars.size, dtype=np.bool_)
    beside[1:] = word[:-1]
    beside[:-1] |= word[1:]
    # Greater: a word character, and none beside it.
    found: Positions = np.greater(word, beside).nonzero()[0]
    return found
