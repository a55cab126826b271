"""Could a model cheat? What language, time, length and "has html" alone say about the label."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from training.dataset import Dataset
from training.fit import Recipe, fold_numbers, page_weights


@dataclass(frozen=True, slots=True)
class Shortcut:
    """How far one fact, or all of them together, would carry: AUC out of fold.

    ``plain`` on the pages as collected; ``weighted`` with the weights a model is trained and
    judged with, where a fact that says nothing has 0.5.
    """

    fact: str
    plain: float
    weighted: float


def audit(data: Dataset, recipe: Recipe) -> list[Shortcut]:
    """The facts that must not matter, each alone and all together, on the folds of a run."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.metrics import roc_auc_score

    pages = data.pages
    facts = pd.DataFrame(
        {
            "language": _codes(pages["lang"]),
            "era": _codes(pages["era"]),
            "length": np.log1p(pages["chars"].to_numpy(dtype=float)),
            "has html": (pages["form"] == "html").to_numpy(dtype=float),
        }
    )
    number = fold_numbers(data, recipe)
    keep = np.ones(len(pages), dtype=bool)
    weights = page_weights(data, recipe, keep)
    farm = pages["farm"].to_numpy(dtype=int)
    found = []
    for name, columns in {**{c: [c] for c in facts}, "all of them": list(facts)}.items():
        values = facts[columns].to_numpy()
        scores = np.zeros(len(pages))
        for fold in np.unique(number):
            test = number == fold
            model = HistGradientBoostingClassifier(
                max_iter=60, max_leaf_nodes=8, early_stopping=False, random_state=recipe.seed
            )
            model.fit(values[~test], farm[~test], sample_weight=weights[~test])
            scores[test] = model.decision_function(values[test])
        found.append(
            Shortcut(
                str(name),
                float(roc_auc_score(farm, scores)),
                float(roc_auc_score(farm, scores, sample_weight=weights)),
            )
        )
    return found


def _codes(values: pd.Series) -> npt.NDArray[np.float64]:
    return np.asarray(pd.Categorical(values.fillna("")).codes, dtype=np.float64)
