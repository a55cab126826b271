"""The marks that end or divide sentences."""

from __future__ import annotations

from typing import NamedTuple

from features import codepoints as cp
from features.page import Page, view
from features.views.characters import Codes, Positions, characters


class Stops(NamedTuple):
    """Where commas, colons and sentence ends stand, and which sign each is (code point)."""

    at: Positions
    codes: Codes


@view
def stops(page: Page) -> Stops:
    """Every visible mark that ends or divides a sentence, in order."""
    chars = characters(page)
    at = chars.positions(cp.COMMA | cp.TERMINATOR | cp.ENUMERATION)
    return Stops(at, chars.codes[at])
