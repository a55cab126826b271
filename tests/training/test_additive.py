from __future__ import annotations

import numpy as np
import pytest

from detector.contributions import decompose
from training.additive import AdditiveSteps
from training.binning import cuts
from training.estimators import estimator, fit


@pytest.fixture(scope="module")
def data():
    rng = np.random.default_rng(2)
    matrix = rng.normal(size=(2000, 4))
    matrix[:, 1] = 0
    rare = rng.choice(2000, 20, replace=False)
    matrix[rare, 1] = rng.uniform(0.1, 5, 20)
    matrix[rng.random(2000) < 0.3, 2] = np.nan
    farm = (matrix[:, 0] + rng.normal(size=2000) > 0).astype(int)
    farm[rare] = 1
    return matrix, farm, np.ones(2000), rare


def test_cuts_see_readings_that_percentiles_do_not(data):
    matrix = data[0]
    found = cuts(matrix[:, 1])
    assert found[0] < 0.3
    assert len(found) > 5
    assert len(cuts(np.full(50, np.nan))) == len(cuts(np.zeros(50))) == 0


@pytest.mark.parametrize("kind", ["additive", "boosting"])
def test_a_rare_trick_is_learnt(data, kind):
    matrix, farm, weights, rare = data
    names = ["a", "b", "c", "d"]
    more = {"max_iter": 30, "max_features": 1.0} if kind == "boosting" else {}
    model = fit(estimator(kind, names, parameters=more, directions={"b": 1}), matrix, farm, weights)
    parts = decompose(model, 4).addends(matrix)
    quiet = np.setdiff1d(np.arange(len(matrix)), rare)
    assert parts[rare, 1].mean() > parts[quiet, 1].mean() + 0.5


def test_thresholds_come_back_in_the_units_of_the_signals(data):
    matrix, farm, weights, _ = data
    model = fit(
        estimator("boosting", list("abcd"), parameters={"max_iter": 20, "max_features": 1.0}),
        matrix, farm, weights,
    )  # fmt: skip
    parts = decompose(model, 4)
    np.testing.assert_allclose(
        parts.base + parts.addends(matrix).sum(axis=1), model.decision_function(matrix), atol=1e-9
    )
    assert np.corrcoef(model.decision_function(matrix), farm)[0, 1] > 0.5


def test_heights_are_monotone_bounded_and_silent_about_what_was_not_read(data):
    matrix, farm, weights, _ = data
    parts = AdditiveSteps([1, 1, -1, 0], highest=1.2, lowest=-0.7).fit(matrix, farm, weights)
    for sign, heights in zip((1, 1, -1), parts["heights"], strict=False):
        assert (np.diff(heights[:-1]) * sign >= -1e-12).all()
        assert heights.max() <= 1.2 + 1e-12
        assert heights.min() >= -0.7 - 1e-12
    assert all(heights[-1] == 0 for heights in parts["heights"])
    unread = decompose(parts, 4).addends(np.full((1, 4), np.nan))
    assert (unread == 0).all()
