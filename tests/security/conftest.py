"""A model of a few signals, so that these tests need no shipped one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from detector.model import Manifest, write_model
from detector.probes import fingerprints
from features.table import all_features


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound model folder: ``trial 1``, three signals, every page a farm."""
    columns = tuple(feature.name for feature in all_features()[:3])
    matrix = np.random.default_rng(3).normal(size=(200, len(columns)))
    estimator = HistGradientBoostingClassifier(
        max_iter=5, random_state=0, early_stopping=False, interaction_cst="no_interactions"
    ).fit(matrix, matrix[:, 0] > 0)
    prints = fingerprints(columns)
    manifest = Manifest("trial", "1", columns, threshold=0.0, fingerprints=prints)
    folder = tmp_path_factory.mktemp("models") / "trial"
    write_model(folder, manifest, estimator, [{"id": "a", "score": 0.5}], "# Card\n")
    return folder
