"""Whether places are listed as the official code list has them."""

from __future__ import annotations

import numpy as np

from features.feature import NOTHING, Reading
from features.page import Page
from features.places import gazetteer
from features.views.places import listed_places, places, run_spans

BOUNDS = (-1.0, 1.0)
SOURCE = "new (Kendall's tau of list order and GB/T 2260 order)"

LEAST = 5
MOST = 256
"""Names compared: all pairs of the first 256."""


def place_order(page: Page) -> Reading:
    """Kendall's tau between the order of listed divisions of China and their official order.

    1: a list copied out of the code table; near 0: names in random order. Names that several
    divisions share are left out; fewer than five others in lists are not read.
    """
    listed = listed_places(page)
    if len(listed) < LEAST:
        return NOTHING
    codes = gazetteer().codes.take(places(page).rows.take(listed))
    known = codes > 0
    if np.count_nonzero(known) < LEAST:
        return NOTHING
    codes = codes[known][:MOST]
    above = np.triu(np.sign(codes[None, :] - codes[:, None]), 1)
    compared = int(np.count_nonzero(above))
    if not compared:
        return NOTHING
    return Reading(int(above.sum()) / compared, lambda: run_spans(page))
