from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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


def page(number: int) -> dict[str, Any]:
    farm = number % 5 == 0
    body = [f"第{number}篇文章的第{line}段，讲的是第{number * 7 + line}件事。" for line in range(8)]
    if farm:
        body = [line.replace("的", "😀的🎉") for line in body]
    return {
        "id": f"p{number}",
        "url": f"https://site{number % 3}.example/{number}",
        "html": f"<title>第{number}篇</title><article><p>{'<p>'.join(body)}</article>",
    }


@pytest.fixture(scope="session")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A JSONL crawl of 300 pages, every fifth a farm page."""
    path = tmp_path_factory.mktemp("crawl") / "crawl.jsonl"
    path.write_text(
        "".join(json.dumps(page(n), ensure_ascii=False) + "\n" for n in range(300)), "utf-8"
    )
    return path
