"""View counts as a real audience leaves them."""

from __future__ import annotations

import numpy as np

from features.distributions import ks_distance, ks_probability
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.stamps import view_counts

BOUNDS = (0.0, 1.0)
SOURCE = "new; Benford's law for the fractional part of log10 (Benford 1938)"

_LEAST = 8


def engagement_log_uniformity(page: Page) -> Reading:
    """KS probability that the leading digits of the view counts follow Benford's law."""
    counts = view_counts(page)
    values = np.array([count.value for count in counts if count.value > 0], dtype=np.float64)
    if len(values) < _LEAST:
        return NOTHING

    def evidence() -> list[Span]:
        return [Span(count.start, count.end) for count in counts]

    return Reading(ks_probability(ks_distance(np.log10(values) % 1.0), len(values)), evidence)
