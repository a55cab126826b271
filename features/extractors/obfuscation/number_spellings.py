"""One number written several ways."""

from __future__ import annotations

import re

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.characters import characters
from features.views.digits import LEAST, dense_digits

BOUNDS = (0.0, 20.0)
SOURCE = "new"

_NUMBER = re.compile(
    r"(?<![0-9０-９])[0-9０-９][0-9０-９ ().·*—–_~-]{5,22}[0-9０-９](?![0-9０-９])"
)
_FOLD = {ord(full): str(value) for value, full in enumerate("０１２３４５６７８９")}
_DATE = re.compile(r"(?:19|20)\d\d[01]\d[0-3]\d")


def number_spellings(page: Page) -> Reading:
    """The most ways in which one number of 7 to 15 digits is written on the page (cut at 20).

    1 when every number keeps to one spelling; dates are left out.
    """
    chars = characters(page)
    if not len(dense_digits(page)):
        return NOTHING
    spellings: dict[str, dict[str, Span]] = {}
    for match in _NUMBER.finditer(chars.text):
        written = match.group()
        number = "".join(filter(str.isdigit, written.translate(_FOLD)))
        if LEAST <= len(number) <= 15 and not _DATE.match(number):
            spellings.setdefault(number, {}).setdefault(written, Span(*match.span()))
    if not spellings:
        return NOTHING
    most = max(spellings.values(), key=len)
    return Reading(float(min(len(most), 20)), lambda: sorted(most.values()))
