"""Symbols outside ASCII: stars, arrows, boxes, currency and technical signs."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.page import Page, view
from features.views.characters import Positions, characters


@view
def ornaments(page: Page) -> Positions:
    """Where visible symbols outside ASCII stand, emoji left out."""
    chars = characters(page)
    if not chars.count(cp.SYMBOL):
        return np.empty(0, dtype=np.intp)
    found = chars.positions(cp.SYMBOL)
    return found[chars.codes[found] > 0x7F]
