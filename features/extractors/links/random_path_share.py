"""Links to addresses made of random letters."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import has_random_path, targets

BOUNDS = (0.0, 1.0)
SOURCE = "new (random folders, files and queries of doorway kits)"

LEAST = 5


def random_path_share(page: Page) -> Reading:
    """Share of the visible links whose path has a part that no one would write.

    As in `random_anchor_share`, numbers alone do not count; fewer than five links are not read.
    """
    found = targets(page)
    if len(found) < LEAST:
        return NOTHING
    odd = [target for target in found if has_random_path(target.link.href)]
    return Reading(
        len(odd) / len(found),
        lambda: [Span(t.link.start, t.link.end) for t in odd if t.anchor],
    )
