"""Whether the declared description comes from the text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.characters import Codes, code_array, codes

BOUNDS = (0.0, 1.0)
SOURCE = "new"
GRAM = 4
MOST = 1_000
_UPPER = np.uint64(48)


def description_overlap(page: Page) -> Reading:
    """Share of the declared description's 4-character pieces that the page's text contains."""
    if page.markup is None or not page.markup.declared.description:
        return NOTHING
    said = code_array(page.markup.declared.description[:MOST])
    if len(said) < 2 * GRAM:
        return NOTHING
    here = codes(page)[: page.visible_end]
    if len(here) < GRAM:
        return Reading(0.0)
    pieces, standing = _grams(said), _grams(here)
    # Of the text only what shares its upper 16 bits with a piece is worth sorting.
    wanted = np.zeros(1 << 16, dtype=np.bool_)
    wanted[(pieces >> _UPPER).astype(np.intp)] = True
    standing = np.sort(standing[wanted[(standing >> _UPPER).astype(np.intp)]])
    if not len(standing):
        return Reading(0.0)
    at = np.minimum(np.searchsorted(standing, pieces), len(standing) - 1)
    return Reading(float((standing[at] == pieces).mean()))


def _grams(code: Codes) -> npt.NDArray[np.uint64]:
    # A polynomial of the code points modulo 2**64: pieces that differ practically never meet.
    wide = code.astype(np.uint64)
    grams = wide[: len(wide) - GRAM + 1].copy()
    for step in range(1, GRAM):
        grams = grams * np.uint64(0x9E3779B97F4A7C15) + wide[step : len(wide) - GRAM + 1 + step]
    return grams
