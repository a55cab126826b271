"""Host names drawn at random."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.hostnames import host_parts, randomness

BOUNDS = (0.0, 1.0)
SOURCE = "new; after the character features of generated domains (Antonakakis et al. 2012)"
SUBJECT = subject(NOTHING, Fact.ADDRESS)


def random_host(page: Page) -> Reading:
    """How far the registered name of the host looks drawn at random (digits, consonant runs)."""
    parts = host_parts(page)
    if parts is None:
        return NOTHING
    return Reading(randomness(parts.name))
