"""How often the text changes between traditional and simplified writing."""

from __future__ import annotations

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 1.0)
SOURCE = "new (character tables of OpenCC)"


def traditional_simplified_switches(page: Page) -> Reading:
    """Share of neighbouring one-sided Han characters that change between the two writings.

    A quotation in the other writing switches twice; a text converted here and there at every
    few characters.
    """
    chars = characters(page)
    traditional, simplified = chars.count(cp.TRADITIONAL), chars.count(cp.SIMPLIFIED)
    if traditional + simplified < 20 or chars.count(cp.KANA) * 20 > chars.count(cp.HAN):
        return NOTHING
    if not (traditional and simplified):
        return Reading(0.0)
    at = chars.positions(cp.TRADITIONAL | cp.SIMPLIFIED)
    old = chars.mask(cp.TRADITIONAL)[at]
    switch = np.flatnonzero(old[1:] != old[:-1])
    return Reading(
        len(switch) / (len(at) - 1),
        lambda: [
            Span(start, end + 1)
            for start, end in zip(at[switch].tolist(), at[switch + 1].tolist(), strict=True)
        ],
    )
