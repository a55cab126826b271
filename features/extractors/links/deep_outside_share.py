"""Links into the depths of other sites."""

from __future__ import annotations

import re

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import outside_targets

BOUNDS = (0.0, 1.0)
SOURCE = "new (links to random paths of unrelated domains)"

LEAST = 5
_DEEP = re.compile(r"//[^/?#]+/[^\s]")


def deep_outside_share(page: Page) -> Reading:
    """Share of the links to other sites that lead below their front page.

    Fewer than five links to other sites are not read.
    """
    away = outside_targets(page)
    if len(away) < LEAST:
        return NOTHING
    deep = [t for t in away if _DEEP.search(t.link.href)]
    return Reading(
        len(deep) / len(away),
        lambda: [Span(t.link.start, t.link.end) for t in deep if t.anchor],
    )
