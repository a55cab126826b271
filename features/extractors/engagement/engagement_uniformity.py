"""View counts as a random generator draws them."""

from __future__ import annotations

import numpy as np

from features.distributions import ks_distance, ks_probability
from features.feature import NOTHING, Reading
from features.page import Page
from features.span import Span
from features.views.stamps import view_counts

BOUNDS = (0.0, 1.0)
SOURCE = "new; Kolmogorov-Smirnov with Stephens' correction (Stephens 1970)"

_LEAST = 8


def engagement_uniformity(page: Page) -> Reading:
    """KS probability that the view counts are uniform on the one digit range of the largest."""
    counts = view_counts(page)
    if len(counts) < _LEAST:
        return NOTHING
    values = np.array([count.value for count in counts], dtype=np.float64)
    top = float(10 ** len(str(int(values.max()))))
    quantiles = np.clip((values - top / 10) / (top - top / 10), 0.0, 1.0)

    def evidence() -> list[Span]:
        return [Span(count.start, count.end) for count in counts]

    return Reading(ks_probability(ks_distance(quantiles), len(counts)), evidence)
