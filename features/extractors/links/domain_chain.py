"""Names of sites in a row, each with its address."""

from __future__ import annotations

import math
import re

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters

BOUNDS = (0.0, 21.0)
SOURCE = "new (`name(domain)|` chains)"

APART = 24
_ENDING = re.compile(
    r"\.(?:com|net|org|cn|info|biz|top|xyz|vip|cc|tv|me|co|io|in|ru|de|uk|us|club|site|online|shop)"
)
_HOST = re.compile(
    r"(?<![A-Za-z0-9@.-])(?:[a-z0-9-]{1,40}\.){1,4}"
    r"(?:com|net|org|cn|info|biz|top|xyz|vip|cc|tv|me|co|io|in|ru|de|uk|us|club|site|online|shop)"
    r"(?![A-Za-z0-9.-]{1,2}[A-Za-z0-9])"
)


def domain_chain(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the most neighbouring host names written out in the text.

    Neighbours stand at most 24 characters apart.
    """
    text = characters(page).text
    if not text:
        return NOTHING
    if not _ENDING.search(text):
        return Reading(0.0)
    best, run, begin, last = 0, 0, 0, -100
    place = (0, 0)
    for found in _HOST.finditer(text):
        if found.start() - last > APART:
            run, begin = 0, found.start()
        run, last = run + 1, found.end()
        if run > best:
            best, place = run, (begin, last)
    return Reading(math.log2(1 + best), lambda: [Span(*place)] if best else [])
