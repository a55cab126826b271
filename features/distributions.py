"""Small statistics in closed form: tests of fit and of order."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def ks_distance(quantiles: Floats) -> float:
    """Kolmogorov-Smirnov distance of values in [0, 1] from the uniform distribution."""
    n = len(quantiles)
    ordered = np.sort(quantiles)
    steps = np.arange(1, n + 1) / n
    return float(max((steps - ordered).max(), (ordered - steps + 1.0 / n).max()))


def ks_probability(distance: float, n: int) -> float:
    """Probability of a distance at least as large under the hypothesis, ``n`` values.

    The limit distribution with Stephens' correction for small samples (Stephens 1970, as in
    Press et al., Numerical Recipes, 14.3.9); good to a few per cent from ``n`` = 5 on.
    """
    root = math.sqrt(n)
    scaled = (root + 0.12 + 0.11 / root) * distance
    if scaled < 0.2:
        return 1.0
    total, sign = 0.0, 2.0
    for k in range(1, 101):
        term = sign * math.exp(-2.0 * (k * scaled) ** 2)
        total += term
        if abs(term) < 1e-12:
            break
        sign = -sign
    return min(1.0, max(0.0, total))


def kendall_tau(values: Sequence[float]) -> float:
    """Kendall's tau-b of ``values`` against their order; 0 when all are equal.

    Of more than 200 values the first 200 are taken: the count of pairs is quadratic.
    """
    x = np.asarray(values[:200], dtype=np.float64)
    n = len(x)
    signs = np.sign(x[None, :] - x[:, None])[np.triu_indices(n, 1)]
    untied = int(np.count_nonzero(signs))
    if not untied:
        return 0.0
    return float(signs.sum() / math.sqrt(untied * len(signs)))
