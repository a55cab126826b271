"""Letters that a page writes as numeric entities where it could have written them plainly."""

from __future__ import annotations

import re
from html import unescape

_RUN = re.compile(r"(?:&#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});?)+")
_ADDRESS = frozenset("@.:/")
"""What shows that encoded letters are a mail or web address kept from collectors."""
_ADDRESS_LENGTH = 60
_LONGEST = 2000
"""Code points of one run looked at."""


def mixed_letters(source: str) -> int:
    """How many letters are entities although letters of their kind beside them are plain.

    A template that encodes all it is given, or all that its charset lacks, leaves no plain
    letter beside an encoded one but ASCII beside others (`f&#252;r`). Letters of ASCII are
    never encoded for a reason, unless they belong to an address.
    """
    count = 0
    for run in _RUN.finditer(source):
        letters = unescape(run.group()[: 10 * _LONGEST])
        if not letters:
            continue
        before, after = source[run.start() - 1 : run.start()], source[run.end() : run.end() + 1]
        first = letters[0] > "\x7f" and letters[0].isalpha() and _plain(before)
        last = letters[-1] > "\x7f" and letters[-1].isalpha() and _plain(after)
        count += (first or last) if len(letters) == 1 else first + last
        if len(letters) > _ADDRESS_LENGTH or _ADDRESS.isdisjoint(letters):
            count += sum([letter.isascii() and letter.isalpha() for letter in letters])
    return count


def _plain(beside: str) -> bool:
    return beside > "\x7f" and beside.isalpha()
