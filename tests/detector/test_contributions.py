from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import QuantileTransformer, StandardScaler

from detector.contributions import Forest, decompose
from detector.errors import RefusedError


@pytest.fixture(scope="module")
def data() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    matrix = rng.normal(size=(900, 6))
    matrix[rng.random((900, 6)) < 0.2] = np.nan
    matrix[:, 4] = np.round(matrix[:, 4])
    known = np.nan_to_num(matrix)
    farm = (known[:, 0] + known[:, 1] * known[:, 2] + rng.normal(size=900) * 0.3 > 0).astype(int)
    return matrix, farm


def forest(data: tuple[np.ndarray, np.ndarray], **more: object) -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=40, random_state=0, early_stopping=False, **more
    ).fit(*data)


def odd_rows(data: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Rows of training, rows at the very edges of bins, nothing but nan, and huge values."""
    matrix = data[0]
    edges = np.where(np.isnan(matrix[:50]), np.nan, np.round(matrix[:50], 1))
    extremes = np.array([[np.nan] * 6, [1e300] * 6, [-1e300] * 6, [0.0] * 6, [-0.0] * 6])
    return np.concatenate([matrix, edges, extremes])


@pytest.mark.parametrize("kind", ["free", "additive", "monotone"])
def test_base_and_addends_are_the_log_odds_of_the_estimator(data, kind):
    more = {
        "free": {},
        "additive": {"interaction_cst": "no_interactions"},
        "monotone": {"monotonic_cst": [1, 0, 0, -1, 0, 0], "max_leaf_nodes": 5},
    }[kind]
    model = forest(data, **more)
    rows = odd_rows(data)
    parts = decompose(model, 6)
    addends = parts.addends(rows)
    assert addends.shape == rows.shape
    np.testing.assert_allclose(
        parts.base + addends.sum(axis=1), model.decision_function(rows), rtol=0, atol=1e-9
    )


def test_additive_trees_become_steps_and_a_column_does_not_feel_the_others(data):
    parts = decompose(forest(data, interaction_cst="no_interactions"), 6)
    assert isinstance(parts, Forest)
    rows = data[0][:40].copy()
    before = parts.addends(rows)
    rows[:, 1:] = 7.0
    after = parts.addends(rows)
    np.testing.assert_array_equal(before[:, 0], after[:, 0])
    assert (before[:, 1] != after[:, 1]).any()


def test_an_unused_column_adds_nothing(data):
    matrix = np.column_stack([data[0], np.zeros(len(data[0]))])
    model = HistGradientBoostingClassifier(max_iter=10, random_state=0).fit(matrix, data[1])
    assert (decompose(model, 7).addends(matrix)[:, 6] == 0).all()


def test_a_row_reads_the_same_alone_and_in_a_batch(data):
    for more in ({}, {"interaction_cst": "no_interactions"}):
        parts = decompose(forest(data, **more), 6)
        batch = parts.addends(data[0])
        for row in (0, 17, 899):
            np.testing.assert_array_equal(batch[row], parts.addends(data[0][row : row + 1])[0])


def test_the_linear_model_counts_a_missing_value_to_its_own_column(data):
    model = Pipeline(
        [
            ("fill", SimpleImputer(strategy="median", add_indicator=True)),
            ("quantiles", QuantileTransformer(n_quantiles=40, random_state=0)),
            ("scale", StandardScaler()),
            ("weigh", LogisticRegression()),
        ]
    ).fit(*data)
    rows = odd_rows(data)
    parts = decompose(model, 6)
    addends = parts.addends(rows)
    np.testing.assert_allclose(
        parts.base + addends.sum(axis=1), model.decision_function(rows), rtol=0, atol=1e-9
    )
    there = np.zeros((1, 6))
    gone = there.copy()
    gone[0, 3] = np.nan
    changed = parts.addends(gone)[0] != parts.addends(there)[0]
    assert changed.tolist() == [False, False, False, True, False, False]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("left", 0),
        ("right", 4_000_000),
        ("feature_idx", 6),
        ("feature_idx", -1),
        ("value", np.nan),
        ("num_threshold", np.nan),
        ("is_categorical", 1),
    ],
)
def test_trees_that_point_outside_themselves_are_refused(data, field, value):
    model = forest(data)
    model._predictors[3][0].nodes[field][0] = value
    with pytest.raises(RefusedError):
        decompose(model, 6)


def test_an_estimator_that_cannot_be_taken_apart_is_refused(data):
    with pytest.raises(RefusedError, match="explained exactly"):
        decompose(LogisticRegression().fit(np.nan_to_num(data[0]), data[1]), 6)
