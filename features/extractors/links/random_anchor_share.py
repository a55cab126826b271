"""Links whose words are random letters."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.targets import is_random, sample_of, targets

BOUNDS = (0.0, 1.0)
SOURCE = "new (random-letter anchors of spider pools)"
SUBJECT = subject(NOTHING, Fact.FIVE_LINKS)

LEAST = 5


def random_anchor_share(page: Page) -> Reading:
    """Share of visible links that say one word no one would write; of many, 32 are read.

    Such a word mixes digits into ASCII letters, or has five consonants in a row. A single one
    counts half: it may be the name of a member or product. Fewer than five links with text are
    not read.
    """
    found = targets(page)
    sample = [at for at in sample_of(len(found.links)) if found.anchors[at]]
    if len(sample) < LEAST:
        return NOTHING
    anchors = found.anchors
    odd = [at for at in sample if len(anchors[at]) <= 40 and is_random(anchors[at].strip())]
    count = 0.5 if len(odd) == 1 else float(len(odd))
    return Reading(count / len(sample), lambda: found.spans(odd))
