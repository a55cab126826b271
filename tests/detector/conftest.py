from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

COLUMNS = ("emoji_density", "lead_repeat", "place_share")


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real model folder: trees over three signals that find emoji and place lists bad."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    from detector.model import Manifest, write_model
    from detector.probes import fingerprints

    rng = np.random.default_rng(7)
    x = rng.random((400, len(COLUMNS))) * [0.2, 1.0, 1.0]
    y = (x[:, 0] / 0.2 + x[:, 2] > 0.9).astype(int)
    estimator = HistGradientBoostingClassifier(max_iter=10, max_leaf_nodes=7).fit(x, y)
    folder = tmp_path_factory.mktemp("model") / "tiny"
    write_model(
        folder,
        Manifest(
            name="tiny",
            version="1",
            columns=COLUMNS,
            threshold=0.5,
            fingerprints=fingerprints(COLUMNS),
        ),
        estimator,
        golden=[],
        card="A model for tests.",
    )
    return folder
