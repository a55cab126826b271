"""Links whose address is hidden by a shortener."""

from __future__ import annotations

import re

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.targets import outside, targets

BOUNDS = (0.0, 1.0)
SOURCE = "shortened links (Bevendorff et al. 2024), told by shape"
SUBJECT = subject(NOTHING, Fact.FIVE_LINKS)

LEAST = 5
_SHORT = re.compile(
    r"\s{0,8}(?:https?:)?//(?=[^/]{4,8}/)[a-z0-9-]{1,5}\.[a-z]{2,4}/"
    r"(?=[A-Za-z]{0,9}[0-9A-Z])[A-Za-z0-9]{4,10}/?$"
)


def shortener_share(page: Page) -> Reading:
    """Share of the links to other sites with a short host and one short code as path.

    Host of at most eight letters, path of four to ten letters and digits of both kinds; fewer
    than five links to other sites are not read.
    """
    away = outside(page)
    if len(away) < LEAST:
        return NOTHING
    found = targets(page)
    short = [at for at in away if _SHORT.match(found.hrefs[at])]
    return Reading(len(short) / len(away), lambda: found.spans(short))
