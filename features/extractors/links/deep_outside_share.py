"""Links into the depths of other sites."""

from __future__ import annotations

import re

from features.feature import NOTHING, Reading
from features.page import Page
from features.views.targets import outside, targets

BOUNDS = (0.0, 1.0)
SOURCE = "new (links to random paths of unrelated domains)"

LEAST = 5
_DEEP = re.compile(r"//[^/?#]+/[^\s]")


def deep_outside_share(page: Page) -> Reading:
    """Share of the links to other sites that lead below their front page.

    Fewer than five links to other sites are not read.
    """
    away = outside(page)
    if len(away) < LEAST:
        return NOTHING
    found = targets(page)
    deep = [at for at in away if _DEEP.search(found.hrefs[at])]
    return Reading(len(deep) / len(away), lambda: found.spans(deep))
