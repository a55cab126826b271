"""The marks that end or divide sentences."""

from __future__ import annotations

from typing import NamedTuple

from features import codepoints as cp
from features.page import Page, view
from features.views.characters import Positions, characters

STOP = cp.COMMA | cp.TERMINATOR | cp.ENUMERATION


class Stops(NamedTuple):
    """Where commas, colons and sentence ends stand.

    ``touching`` are indexes into ``at`` of those that the next one follows at once.
    """

    at: Positions
    touching: Positions


@view
def stops(page: Page) -> Stops:
    """Every visible mark that ends or divides a sentence, in order."""
    at = characters(page).positions(STOP)
    return Stops(at, (at[1:] - at[:-1] == 1).nonzero()[0])
