"""Links to addresses made of random letters."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.targets import has_random_path, sample_of, targets

BOUNDS = (0.0, 1.0)
SOURCE = "new (random folders, files and queries of doorway kits)"
SUBJECT = subject(NOTHING, Fact.FIVE_LINKS)

LEAST = 5


def random_path_share(page: Page) -> Reading:
    """Share of visible links with a path part no one would write; of many, 32 are read.

    As in `random_anchor_share`, numbers alone do not count; fewer than five links are not read.
    """
    found = targets(page)
    sample = sample_of(len(found.links))
    if len(sample) < LEAST:
        return NOTHING
    odd = [at for at in sample if has_random_path(found.hrefs[at])]
    return Reading(len(odd) / len(sample), lambda: found.spans(odd))
