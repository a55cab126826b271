from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from detector.errors import UsageError
from training.compare import common_pages, compared
from training.evaluate import bootstrap, measures, recall_at


def test_recall_at_a_false_positive_rate_counts_strictly_above_the_limit():
    honest = np.arange(100) / 100
    farms = np.array([0.98, 0.985, 0.995, 1.0])
    assert recall_at(farms, honest, 0.01) == pytest.approx(0.75)
    assert recall_at(farms, honest, 0.001) == pytest.approx(0.5)
    assert recall_at(np.array([0.99]), honest, 0.0) == 0
    assert np.isnan(recall_at(farms, np.zeros(0), 0.01))


def test_measures_of_perfect_and_of_useless_scores():
    perfect = measures(np.ones(50), np.zeros(200))
    assert (perfect.auc, perfect.ap, perfect.recall_1) == (1, 1, 1)
    same = measures(np.full(50, 0.5), np.full(200, 0.5))
    assert same.auc == pytest.approx(0.5)
    assert same.recall_1 == 0


def table(scores: np.ndarray, farm: np.ndarray) -> pd.DataFrame:
    count = len(farm)
    return pd.DataFrame(
        {
            "source": "s",
            "id": [str(n) for n in range(count)],
            "form": "text",
            "farm": farm,
            "weak": False,
            "group": np.arange(count) // 4,
            "score": scores,
        }
    )


def test_a_better_run_is_called_better_and_may_replace():
    rng = np.random.default_rng(0)
    farm = np.arange(600) % 3 == 0
    good = table(farm + rng.normal(size=600) * 0.3, farm)
    poor = table(farm + rng.normal(size=600) * 2.0, farm)
    pages = common_pages({"poor": poor, "good": good})
    assert len(pages) == 600
    forward = compared(pages, "poor", "good", rounds=100)
    assert [one.verdict for one in forward.differences] == ["better", "better"]
    assert forward.may_replace
    backward = compared(pages, "good", "poor", rounds=100)
    assert [one.verdict for one in backward.differences] == ["worse", "worse"]
    assert not backward.may_replace


def test_the_same_run_twice_is_no_real_difference():
    farm = np.arange(300) % 3 == 0
    scores = farm + np.random.default_rng(1).normal(size=300)
    found = bootstrap(scores, scores, farm, np.arange(300) // 3, rounds=50)
    assert found["auc"] == (0, 0, 0)


def test_runs_without_a_page_in_common_cannot_be_compared():
    farm = np.array([True, False])
    first = table(np.ones(2), farm)
    second = table(np.ones(2), farm).assign(id=["x", "y"])
    with pytest.raises(UsageError, match="in common"):
        common_pages({"a": first, "b": second})
