"""Links to addresses made of random letters."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import has_random_path, sampled_targets

BOUNDS = (0.0, 1.0)
SOURCE = "new (random folders, files and queries of doorway kits)"

LEAST = 5


def random_path_share(page: Page) -> Reading:
    """Share of visible links with a path part no one would write; of many, 64 are read.

    As in `random_anchor_share`, numbers alone do not count; fewer than five links are not read.
    """
    found = sampled_targets(page)
    if len(found) < LEAST:
        return NOTHING
    odd = [target for target in found if has_random_path(target.link.href)]
    return Reading(
        len(odd) / len(found),
        lambda: [Span(t.link.start, t.link.end) for t in odd if t.anchor],
    )
