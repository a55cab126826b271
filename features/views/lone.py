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
    alone = word.copy()
    alone[1:] &= ~word[:-1]
    alone[:-1] &= ~word[1:]
    found: Positions = np.flatnonzero(alone)
    return found
