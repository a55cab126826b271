"""The candidates: what a run can fit, each by name and from plain parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detector.errors import UsageError

KINDS = ("additive", "boosting", "linear")


def estimator(
    kind: str,
    columns: Sequence[str],
    *,
    parameters: Mapping[str, Any] | None = None,
    directions: Mapping[str, int] | None = None,
    seed: int = 0,
) -> Any:
    """An unfitted classifier.

    ``additive``: boosted trees that each ask for one column (a generalised additive model,
    Lou et al. 2012): what a column contributes depends on nothing else on the page.
    ``boosting``: boosted trees with interactions. ``linear``: logistic regression on
    quantiles, with a flag for "nothing to read". ``directions`` are monotonic constraints,
    1 = more is more suspect, -1 = less is.
    """
    given = dict(parameters or {})
    if kind in {"additive", "boosting"}:
        from sklearn.ensemble import HistGradientBoostingClassifier

        defaults: dict[str, Any] = {
            "max_iter": 300,
            "learning_rate": 0.06,
            "max_leaf_nodes": 6,
            "min_samples_leaf": 40,
            "l2_regularization": 5.0,
            "max_bins": 64,
        }
        if kind == "additive":
            defaults["interaction_cst"] = "no_interactions"
        signs = [int((directions or {}).get(name, 0)) for name in columns]
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
                ("fill", SimpleImputer(strategy="median", add_indicator=True)),
                (
                    "quantiles",
                    QuantileTransformer(n_quantiles=100, random_state=seed, subsample=100_000),
                ),
                ("scale", StandardScaler()),
                ("weigh", LogisticRegression(**({"C": 0.05, "max_iter": 500} | given))),
            ]
        )
    raise UsageError(f"there is no estimator called {kind!r}; choose one of {', '.join(KINDS)}")


def fit(model: Any, matrix: Any, farm: Any, weights: Any) -> Any:
    """Fit in place with one weight a page, whatever the kind."""
    if hasattr(model, "steps"):
        return model.fit(matrix, farm, weigh__sample_weight=weights)
    return model.fit(matrix, farm, sample_weight=weights)
