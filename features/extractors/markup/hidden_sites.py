"""How many other hosts hidden links lead to."""

from __future__ import annotations

import math
import re

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.hidden_links import hidden_links
from features.views.hostnames import randomness

BOUNDS = (0.0, 20.0)
SOURCE = "Google spam policies (hidden links); link injection, Du et al. 2016"

_ODD = 0.1
"""Randomness from which the name of a host looks drawn at random."""
_DIGITS = re.compile(r"[0-9]{5}")


def hidden_sites(page: Page) -> Reading:
    """Logarithm (base 2, of 1 + n) of the hosts that hidden links lead to with no menu in sight.

    Counted are hosts of sites not linked to openly: of links kept off screen, tiny or in the
    ground's colour all, of others (a closed menu lists its company's sites) those whose text is
    search spam or whose name is random or a number.
    """
    if page.markup is None:
        return NOTHING
    found = hidden_links(page)
    odd: dict[str, bool] = {}
    first: dict[str, int] = {}
    columns = zip(found.hosts, found.deceptive, found.selling, strict=True)
    for at, (host, deceptive, selling) in enumerate(columns):
        if host in first:
            continue
        if not (deceptive or selling):
            strange = odd.get(host)
            if strange is None:
                strange = odd[host] = _strange(host)
            if not strange:
                continue
        first[host] = at
    return Reading(math.log2(1 + len(first)), lambda: found.spans(list(first.values())))


def _strange(host: str) -> bool:
    return any(
        randomness(label) > _ODD or _DIGITS.search(label) is not None
        for label in host[:100].split(".")[:-1]
    )
