"""The vocabulary of black-market and local services, remedies and private clinics."""

from __future__ import annotations

from features.feature import NOTHING, ZERO, Reading
from features.page import Page
from features.views.trade import rate

BOUNDS = (0.0, 1000.0)
SOURCE = "new; after the keyword lists of Yang et al. 2021 (DMoS)"


def service_terms(page: Page) -> Reading:
    """Characters in words of services, remedies and clinics per 1,000 of length + 500."""
    if not page.text:
        return NOTHING
    value, spans = rate(page, "service", "remedy")
    if not value:
        return ZERO
    return Reading(value, lambda: sorted(spans))
