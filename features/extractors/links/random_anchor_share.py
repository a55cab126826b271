"""Links whose words are random letters."""

from __future__ import annotations

from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.targets import is_random, sampled_targets

BOUNDS = (0.0, 1.0)
SOURCE = "new (random-letter anchors of spider pools)"

LEAST = 5


def random_anchor_share(page: Page) -> Reading:
    """Share of visible links that say one word no one would write; of many, 64 are read.

    Such a word mixes digits into ASCII letters, or has five consonants in a row; fewer than
    five links with text are not read.
    """
    found = [target for target in sampled_targets(page) if target.anchor]
    if len(found) < LEAST:
        return NOTHING
    odd = [t for t in found if len(t.anchor) <= 40 and is_random(t.anchor.strip())]
    return Reading(len(odd) / len(found), lambda: [Span(t.link.start, t.link.end) for t in odd])
