"""What of a page counts as its text when copies are looked for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.page import Page, view
from features.text import Normalised, normalised
from features.views.characters import characters
from features.views.content import content_mask
from features.views.places import place_runs, places

MIN_PLACES = 6
"""Place names in a row from which a run is padding rather than a sentence's enumeration."""


@view
def _padding(page: Page) -> npt.NDArray[np.bool_] | None:
    """Which characters of the visible text stand in place lists; ``None`` when none do."""
    runs = place_runs(page)
    long = runs.last - runs.first >= MIN_PLACES
    if not long.any():
        return None
    found = places(page)
    mask = np.zeros(characters(page).size, dtype=np.bool_)
    starts, ends = found.starts[runs.first[long]], found.ends[runs.last[long] - 1]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        mask[start:end] = True
    return mask


@view
def main_text(page: Page) -> Normalised:
    """The page's own text, normalised, with offsets into ``page.text``.

    Furniture, link blocks, hidden blocks and lists of place names are left out.
    """
    codes, offsets = normalised(page)
    end = page.visible_end
    if end < len(page.text):
        last = int(np.searchsorted(offsets, end))
        codes, offsets = codes[:last], offsets[:last]
    content, padding = content_mask(page), _padding(page)
    if content is None and padding is None:
        return Normalised(codes, offsets)
    keep = np.ones(len(offsets), dtype=np.bool_) if content is None else content[offsets]
    if padding is not None:
        keep &= ~padding[offsets]
    return Normalised(codes[keep], offsets[keep])


def disguise(page: Page) -> float:
    """Share of the visible characters that are emoji, invisible, or place-list padding."""
    chars = characters(page)
    if not chars.size:
        return 0.0
    dressed = chars.count(cp.EMOJI) + chars.count(cp.PICTOGRAPH) + chars.count(cp.INVISIBLE)
    padding = _padding(page)
    if padding is not None:
        dressed += int(padding.sum())
    return min(1.0, dressed / chars.size)
