"""How much the text shrinks when compressed."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.compressed import compressed

BOUNDS = (0.0, 1e6)
SOURCE = "Ntoulas et al. 2006, compressibility (zstandard for gzip)"

LEAST = 400
"""Bytes below which the format's own bytes decide."""


def compressibility(page: Page) -> Reading:
    """Bytes of the visible text divided by its bytes once compressed; 400 bytes or more."""
    size, small = compressed(page)
    return Reading(size / small) if size >= LEAST else NOTHING
