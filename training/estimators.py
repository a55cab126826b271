"""The candidates: what a run can fit, each by name and from plain parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detector.errors import UsageError
from training.additive import AdditiveSteps
from training.binning import fit_in_bins

KINDS = ("additive", "boosting", "blend", "linear")


def estimator(
    kind: str,
    columns: Sequence[str],
    *,
    parameters: Mapping[str, Any] | None = None,
    directions: Mapping[str, int] | None = None,
    seed: int = 0,
) -> Any:
    """An unfitted classifier.

    ``additive``: one step function a signal (:mod:`training.additive`): what a column adds
    depends on nothing else on the page.
    ``blend``: the mean of ``additive`` and ``boosting``, whose ``parameters`` stand under their
    names. ``boosting``: boosted trees with interactions. ``linear``: logistic regression on
    quantiles, with a flag for "nothing to read". ``directions`` are monotonic constraints,
    1 = more is more suspect, -1 = less is.
    """
    given = dict(parameters or {})
    if kind == "blend":
        return Blended(
            [
                estimator(one, columns, parameters=given.get(one), directions=directions, seed=seed)
                for one in ("additive", "boosting")
            ]
        )
    signs = [int((directions or {}).get(name, 0)) for name in columns]
    if kind == "additive":
        return AdditiveSteps(signs, **given)
    if kind == "boosting":
        from sklearn.ensemble import HistGradientBoostingClassifier

        defaults: dict[str, Any] = {
            "max_iter": 300,
            "learning_rate": 0.1,
            "max_leaf_nodes": 8,
            "min_samples_leaf": 15,
            "l2_regularization": 3.0,
            "max_features": 0.3,
        }
        return HistGradientBoostingClassifier(
            **(defaults | given),
            monotonic_cst=signs,
            early_stopping=False,
            random_state=seed,
        )
    if kind == "linear":
        from sklearn.impute import SimpleImputer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import Pipeline
        from sklearn.preprocessing import QuantileTransformer, StandardScaler

        return Pipeline(
            [
                ("fill", SimpleImputer(add_indicator=True, keep_empty_features=True)),
                (
                    "quantiles",
                    QuantileTransformer(n_quantiles=100, random_state=seed, subsample=100_000),
                ),
                ("scale", StandardScaler()),
                ("weigh", LogisticRegression(**({"C": 0.05, "max_iter": 500} | given))),
            ]
        )
    raise UsageError(f"there is no estimator called {kind!r}; choose one of {', '.join(KINDS)}")


class Blended:
    """Several estimators to be fitted on the same pages, their log-odds averaged."""

    def __init__(self, parts: Sequence[Any]) -> None:
        self.parts = list(parts)


def fit(model: Any, matrix: Any, farm: Any, weights: Any) -> Any:
    """What was fitted, with one weight a page; a model of scikit-learn or plain arrays."""
    if isinstance(model, Blended):
        return {
            "kind": "blend",
            "parts": [fit(part, matrix, farm, weights) for part in model.parts],
        }
    if isinstance(model, AdditiveSteps):
        return model.fit(matrix, farm, weights)
    if hasattr(model, "steps"):
        scale = model.named_steps["quantiles"]
        scale.set_params(n_quantiles=min(scale.n_quantiles, len(matrix)))
        return model.fit(matrix, farm, weigh__sample_weight=weights)
    return fit_in_bins(model, matrix, farm, weights)
