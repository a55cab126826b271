"""An additive model fitted column by column: a step function a signal, monotone, shrunk.

Cyclic boosting of one-column step functions (Lou et al. 2012, as in explainable boosting
machines), with four choices made for web spam. Cuts see rare readings
(:mod:`training.binning`): most signals read zero on 99 pages of 100. Every column is visited
in every round, so that a trick seen on twenty pages is learnt although commoner columns
explain more. Heights rise with suspicion only (isotonic), and are shrunk to zero by a ridge.
"Nothing to read" adds nothing at all: which fields a crawler kept must not become evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from training.binning import Floats, cuts


class AdditiveSteps:
    """Unfitted; :meth:`fit` gives the plain arrays the detector keeps.

    ``signs`` are 1 (more is more suspect), -1 (less is) or 0 (free) for every column;
    ``ridge`` counts in pages, ``lowest`` and ``highest`` bound what one signal may add in
    log-odds, so that no single signal convicts or acquits.
    """

    def __init__(
        self,
        signs: Sequence[int],
        *,
        rounds: int = 60,
        rate: float = 0.3,
        ridge: float = 0.2,
        cuts: int = 48,
        lowest: float = -1.5,
        highest: float = 4.0,
    ) -> None:
        self.signs = list(signs)
        self.rounds = rounds
        self.rate = rate
        self.ridge = ridge
        self.cuts = cuts
        self.lowest = lowest
        self.highest = highest

    def fit(self, matrix: Floats, farm: npt.ArrayLike, weights: Floats) -> dict[str, Any]:
        """Base, edges and heights; heights end with the one for "nothing to read" (zero)."""
        truth = np.asarray(farm, dtype=np.float64)
        columns = matrix.shape[1]
        edges = [cuts(matrix[:, column], self.cuts) for column in range(columns)]
        codes = np.empty(matrix.shape, dtype=np.int16, order="F")
        for column, mine in enumerate(edges):
            codes[:, column] = np.searchsorted(mine, matrix[:, column], side="left")
            codes[np.isnan(matrix[:, column]), column] = len(mine) + 1
        heights = [np.zeros(len(mine) + 2) for mine in edges]
        share = float(np.average(truth, weights=weights))
        base = float(np.log(share / (1 - share)))
        logits = np.full(len(truth), base)
        honest = weights * (1 - truth)
        live = [column for column in range(columns) if len(edges[column])]
        for _ in range(self.rounds):
            for column in live:
                self._visit(codes[:, column], heights[column], logits, truth, weights, honest,
                            self.signs[column])  # fmt: skip
            # The base follows, unshrunk, so that columns need not carry it.
            chance = 1 / (1 + np.exp(-logits))
            step = float((weights * (truth - chance)).sum())
            step /= float((weights * chance * (1 - chance)).sum()) + 1e-9
            base += step
            logits += step
        return {
            "kind": "additive steps",
            "base": np.array([base]),
            "edges": edges,
            "heights": heights,
        }

    def _visit(
        self,
        code: npt.NDArray[np.int16],
        heights: Floats,
        logits: Floats,
        truth: Floats,
        weights: Floats,
        honest: Floats,
        sign: int,
    ) -> None:
        from sklearn.isotonic import isotonic_regression

        chance = 1 / (1 + np.exp(-logits))
        size = len(heights)
        pull = np.bincount(code, weights * (truth - chance), size)[:-1]
        bend = np.bincount(code, weights * chance * (1 - chance), size)[:-1]
        now = heights[:-1]
        mass = bend + self.ridge
        wanted = now + self.rate * (pull - self.ridge * now) / mass
        if sign:
            wanted = np.asarray(
                isotonic_regression(wanted, sample_weight=mass, increasing=sign > 0)
            )
        share = np.bincount(code, honest, size)[:-1]
        if share.sum() > 0:
            wanted = wanted - np.average(wanted, weights=share)
        wanted = np.clip(wanted, self.lowest, self.highest)
        change = np.append(wanted - now, 0.0)
        heights[:-1] = wanted
        logits += change[code]
