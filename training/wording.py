"""Learning a wording: a linear model over hashed runs of characters (:mod:`detector.wording`).

Fitted on the real pages and, with the same weight, on made-up twins: what an honest article and
the farm page made of it have in common says nothing, so that topics weigh less and the words of
the trade more. Without the twins such a model knows its own crawl only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from detector.contributions import Floats
from detector.wording import BUCKETS, FEWEST, LIMIT, UNIT, Codes, Wording, distinct

if TYPE_CHECKING:
    import pandas as pd

    from detector.model import Model

STRENGTH = 1.0
ITERATIONS = 30
RARE = 3.0


def runs_of(texts: Sequence[Codes]) -> Any:
    """Which buckets each text fills: a CSR matrix of ones, float32 ``(texts, BUCKETS)``."""
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    found = [distinct(text).astype(np.int32) for text in texts]
    ends = np.cumsum([0, *map(len, found)])
    places = np.concatenate([np.empty(0, dtype=np.int32), *found])
    ones = np.ones(len(places), dtype=np.float32)
    return csr_matrix((ones, places, ends), shape=(len(texts), BUCKETS))


def one_each(pages: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """One row a page: the forms of a page hold the same words."""
    key = pages["source"] + "\0" + pages["id"].str.replace(":text:", ":html:", regex=False)
    return np.asarray(~key.duplicated().to_numpy(dtype=bool))


def learn(runs: Any, farm: npt.ArrayLike, weights: Floats) -> Wording:
    """A wording from the runs of the pages to learn from, one weight a page.

    Runs count by presence, scaled by their rarity (logarithm of inverse document frequency)
    and by the root of how many there are.
    """
    from scipy.sparse import diags
    from sklearn.linear_model import LogisticRegression

    pages = np.asarray(runs.sum(axis=0)).ravel()
    rarity = (np.log((1 + runs.shape[0]) / (1 + pages)) / RARE).astype(np.float32)
    length = np.asarray(runs.sum(axis=1)).ravel().clip(1.0)
    scaled = (diags((1 / np.sqrt(length)).astype(np.float32)) @ runs @ diags(rarity)).tocsr()
    model = LogisticRegression(C=STRENGTH, max_iter=ITERATIONS, tol=1e-3)
    truth = np.asarray(farm, dtype=np.int64)
    import warnings

    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        # Stopping early is the regularisation; the direction is settled long before.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(scaled.astype(np.float32), truth, sample_weight=weights)
    whole = np.rint(model.coef_[0].astype(np.float64) * rarity / UNIT)
    return Wording(
        np.clip(whole, -32_767, 32_767).astype(np.int16), round(float(model.intercept_[0]), 6)
    )


def readings(wording: Wording, runs: Any) -> Floats:
    """What the wording reads on every row of ``runs``, as :meth:`Wording.value` does."""
    count = np.diff(runs.indptr)
    total = np.asarray(runs @ wording.weights.astype(np.float64)).ravel()
    value = np.clip(wording.bias + total * UNIT / np.sqrt(np.maximum(count, 1)), -LIMIT, LIMIT)
    return np.where(count < FEWEST, np.nan, value)


def with_wording(model: Model, values: Floats, runs: Any) -> Floats:
    """A model's matrix: ``values`` of its signals, and its wording's reading if it has one."""
    if model.wording is None:
        return values
    return np.column_stack([values, readings(model.wording, runs)])
