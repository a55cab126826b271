"""Traditional and simplified writing by turns in running text."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 20.0)
SOURCE = "new (character tables of OpenCC)"
SUBJECT = subject(NOTHING, (cp.TRADITIONAL | cp.SIMPLIFIED,))

_NAMES = 4
"""Kinds of characters that names and quoted titles may keep in the other writing."""


_SHORTEST = 40
_OPEN = np.array([ord(mark) for mark in "“「『《〈"], dtype=np.uint32)
_SHUT = np.array([ord(mark) for mark in "”」』》〉"], dtype=np.uint32)


def _quoted(codes: npt.NDArray[np.uint32], places: npt.NDArray[np.intp]) -> npt.NDArray[np.bool_]:
    """Whether more quotation marks open than close before each place."""
    opened = np.isin(codes, _OPEN).astype(np.int32) - np.isin(codes, _SHUT)
    return np.asarray(np.cumsum(opened)[places] > 0)


def script_turns(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of how often a line goes over to the other Chinese writing.

    Counted are changes between two characters that are only traditional and two that are only
    simplified, in one line, and the kinds of single characters of the rarer writing among those
    of the other, but for four: a name quoted as it is written has as many. Only lines of 40
    characters and more are looked at, and what stands in quotation marks is not; nothing is read
    where kana show the text to be Japanese.
    """
    chars = characters(page)
    traditional, simplified = chars.count(cp.TRADITIONAL), chars.count(cp.SIMPLIFIED)
    if traditional + simplified < 20 or chars.count(cp.KANA) * 20 > chars.count(cp.HAN):
        return NOTHING
    if min(traditional, simplified) < 4:
        return ZERO
    sided = chars.positions(cp.TRADITIONAL | cp.SIMPLIFIED)
    breaks = np.concatenate(([-1], chars.positions(cp.NEWLINE), [chars.size]))
    line = np.searchsorted(breaks, sided)
    told = (breaks[line] - breaks[line - 1] > _SHORTEST) & ~_quoted(chars.codes, sided)
    sided, line = sided[told], line[told]
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
