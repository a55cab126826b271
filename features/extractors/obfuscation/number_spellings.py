"""One number written several ways."""

from __future__ import annotations

import re

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.digits import long_numbers

BOUNDS = (0.0, 20.0)
SOURCE = "new"

_FOLD = {ord(full): str(value) for value, full in enumerate("０１２３４５６７８９")}
_USUAL = re.compile(r"[ \xa0()（）+./_~～–—-]+")
_FEW = 5
"""Joints that a number in groups has at most: one behind every digit is another spelling."""
_DATE = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d")


def number_spellings(page: Page) -> Reading:
    """The most ways in which one number of 7 to 24 digits is written on the page (cut at 20).

    1 when every number keeps to one spelling; dates are left out. The usual joints between groups
    (hyphens, spaces, dots, brackets) make no other spelling of the same digits.
    """
    numbers = long_numbers(page)
    if not len(numbers):
        return NOTHING
    text = characters(page).text
    spellings: dict[str, dict[str, Span]] = {}
    starts = numbers.digits[numbers.first].tolist()
    ends = (numbers.digits[numbers.last - 1] + 1).tolist()
    for start, end in zip(starts, ends, strict=True):
        written = text[start:end]
        number = "".join(filter(str.isdigit, written.translate(_FOLD)))
        if not _DATE.match(number):
            plain = _USUAL.sub("", written) if len(_USUAL.findall(written)) <= _FEW else written
            spellings.setdefault(number, {}).setdefault(plain, Span(start, end))
    if not spellings:
        return NOTHING
    most = max(spellings.values(), key=len)
    return Reading(float(min(len(most), 20)), lambda: sorted(most.values()))
