"""Names of sites in a row, each with its address."""

from __future__ import annotations

import math
import re

from features import codepoints as cp
from features.feature import NOTHING, ZERO, Reading, subject
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 21.0)
SOURCE = "new (`name(domain)|` chains)"


APART = 24
_ENDING = re.compile(
    r"\.(?:com|net|org|cn|top|xyz|vip|cc|info|biz|club|site|online|shop|tv|me|io|in|ru|de|uk)"
    r"(?![A-Za-z0-9@-])"
    r"|\.[a-z]{2,10}(?=[)）])"  # any ending, when the address stands in brackets
)
_LABELS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")
_LONGEST = 64
SUBJECT = subject(ZERO, (("-.", cp.LATIN | cp.ASCII_DIGIT), ".", cp.LOWER, cp.LOWER))


def _begin(text: str, end: int) -> int:
    begin = end
    while begin > max(0, end - _LONGEST) and text[begin - 1] in _LABELS:
        begin -= 1
    return begin


def domain_chain(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the most neighbouring host names written out in the text.

    Neighbours stand at most 24 characters apart; one host's parts count once.
    """
    text = characters(page).text
    if not text:
        return NOTHING
    best, run, first, last = 0, 0, 0, -1000
    place = (0, 0)
    for found in _ENDING.finditer(text):
        begin, end = _begin(text, found.start()), found.end()
        if begin == found.start() or text[begin - 1 : begin] == "@":
            continue
        if begin <= last:  # www.example.com.cn: one host
            last = end
            continue
        if begin - last > APART:
            run, first = 0, begin
        run, last = run + 1, end
        if run > best:
            best, place = run, (first, last)
    if not best:
        return ZERO
    return Reading(math.log2(1 + best), lambda: [Span(*place)])
