"""Traditional and simplified writing by turns in running text."""

from __future__ import annotations

import math

import numpy as np

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 20.0)
SOURCE = "new (character tables of OpenCC)"

_NAMES = 4
"""Kinds of characters that names and quoted titles may keep in the other writing."""


def script_turns(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of how often a line goes over to the other Chinese writing.

    Counted are changes between two characters that are only traditional and two that are only
    simplified, in one line, and the kinds of single characters of the rarer writing among those
    of the other, but for four: a name or a title quoted as it is written has as many. Nothing is
    read where kana show the text to be Japanese.
    """
    chars = characters(page)
    traditional, simplified = chars.count(cp.TRADITIONAL), chars.count(cp.SIMPLIFIED)
    if traditional + simplified < 20 or chars.count(cp.KANA) * 20 > chars.count(cp.HAN):
        return NOTHING
    if min(traditional, simplified) < 4:
        return ZERO
    sided = chars.positions(cp.TRADITIONAL | cp.SIMPLIFIED)
    line = np.searchsorted(chars.positions(cp.NEWLINE), sided)
    old = chars.at(sided, cp.TRADITIONAL)
    near = line[1:] == line[:-1]
    same = (old[1:] == old[:-1]) & near
    firm = np.flatnonzero(same)
    turned = firm[1:][(old[firm[1:]] != old[firm[:-1]]) & (line[firm[1:]] == line[firm[:-1]])]
    single = np.flatnonzero((near & ~same)[1:] & (near & ~same)[:-1]) + 1
    single = single[old[single] == (traditional <= simplified)]
    kinds = len(np.unique(chars.codes[sided[single]]))
    number = len(turned) + max(0, kinds - _NAMES)
    if not number:
        return ZERO
    where = np.sort(sided[np.concatenate((turned, single))])
    return Reading(
        math.log2(1 + number),
        lambda: [Span(max(0, at - 6), min(len(page.text), at + 6)) for at in where.tolist()],
    )
