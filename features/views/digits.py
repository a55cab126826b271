"""Digits in any form that lie as close together as those of a telephone number."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.page import Page, view
from features.views.characters import Positions, characters

LEAST = 7
"""Digits in the shortest contact number."""
REACH = 3 * LEAST
"""Characters within which they stand, the signs between them included."""


@view
def dense_digits(page: Page) -> Positions:
    """Where digits stand (Han ones left out), if seven of them lie close together; else empty."""
    chars = characters(page)
    if chars.count(cp.ASCII_DIGIT) + chars.count(cp.FOREIGN_DIGIT) >= LEAST:
        at = chars.positions(cp.ASCII_DIGIT | cp.FOREIGN_DIGIT)
        if len(at) >= LEAST and (at[LEAST - 1 :] - at[: 1 - LEAST] < REACH).any():
            return at
    return np.empty(0, dtype=np.intp)
