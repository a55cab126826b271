"""Cuts for boosted trees that see rare readings.

Histogram boosting cuts a column at its percentiles. Most signals read zero on 99 pages of 100,
so that every percentile is zero and the one page in a hundred that matters has no cut of its
own. Here half of the cuts follow all readings and half follow those that differ from the most
frequent one; trees are grown on the numbers of the bins and their thresholds are written back
in units of the signal.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def cuts(values: Floats, count: int = 96) -> Floats:
    """Ascending cut points of one column; ``nan`` is ignored."""
    known = values[~np.isnan(values)]
    distinct, often = np.unique(known, return_counts=True)
    if len(distinct) < 2:
        return np.zeros(0)
    if len(distinct) > count:
        rare = known[known != distinct[np.argmax(often)]]
        shares = np.linspace(0, 1, count // 2)
        chosen = np.concatenate(
            [np.quantile(part, shares, method="nearest") for part in (known, rare)]
        )
        distinct = np.unique(chosen)
    return np.asarray((distinct[1:] + distinct[:-1]) / 2)


def fit_in_bins(model: Any, matrix: Floats, farm: Any, weights: Any) -> Any:
    """Fit boosted trees on bin numbers, then put their thresholds back in the signals' units."""
    edges = [cuts(matrix[:, column]) for column in range(matrix.shape[1])]
    codes = np.full(matrix.shape, np.nan)
    for column, mine in enumerate(edges):
        known = ~np.isnan(matrix[:, column])
        if not known.any():
            codes[:, column] = 0.0  # nothing to cut: the trees never ask for it
        codes[known, column] = np.searchsorted(mine, matrix[known, column], side="left")
    model.fit(codes, farm, sample_weight=weights)
    for (tree,) in model._predictors:
        nodes = tree.nodes
        inner = (nodes["is_leaf"] == 0) & np.isfinite(nodes["num_threshold"])
        for place in np.flatnonzero(inner):
            mine = edges[nodes["feature_idx"][place]]
            # Bin k holds readings in (cut k-1, cut k]: "at most k" is "at most cut k".
            nodes["num_threshold"][place] = mine[int(np.floor(nodes["num_threshold"][place]))]
    return model
