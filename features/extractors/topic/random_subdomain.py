"""Subdomains drawn at random."""

from __future__ import annotations

from features.feature import NOTHING, Fact, Reading, subject
from features.page import Page
from features.views.hostnames import host_parts, randomness

BOUNDS = (0.0, 1.0)
SOURCE = "wildcard DNS spam (Du et al., USENIX Security 2016); measure new"
SUBJECT = subject(NOTHING, Fact.ADDRESS)


def random_subdomain(page: Page) -> Reading:
    """How far the most random label below the registered name looks drawn at random."""
    parts = host_parts(page)
    if parts is None or not parts.sub:
        return NOTHING
    return Reading(max(randomness(label) for label in parts.sub))
