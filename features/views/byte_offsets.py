"""The text in bytes, and the way back to code points."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from features.page import Page, view
from features.search import first_bytes
from features.views.encoded import utf8

Ints = npt.NDArray[np.intp]


@view
def whole_utf8(page: Page) -> bytes:
    """All of ``page.text`` in UTF-8, lone surrogates as question marks."""
    if page.visible_end == len(page.text):
        return utf8(page)
    return page.text.encode("utf-8", "replace")


@view
def _first_bytes(page: Page) -> Ints:
    return first_bytes(whole_utf8(page))


def code_points_before(page: Page, offsets: Ints) -> Ints:
    """How many code points of the text begin before each offset in :func:`whole_utf8`."""
    if len(whole_utf8(page)) == len(page.text):
        return offsets
    return _first_bytes(page).searchsorted(offsets)
