"""Each adapter inside the real library it is for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detector.record import Record
from detector.scorer import Scorer

LEGIT = "这一天的早晨，编辑部收到了三封来信，每封都谈到同一件事情。" * 3
FARM = "😀🎉这一天🎉的早晨😀，北京上海广州深圳天津重庆🎉收到了😀三封来信" * 8


@pytest.fixture
def scorer(tiny_model: Path) -> Scorer:
    return Scorer(str(tiny_model))


@pytest.fixture
def expected(scorer: Scorer) -> list[dict[str, Any]]:
    verdicts, _ = scorer.verdicts(
        [Record(id=str(n), source=f"row:{n}", text=text) for n, text in enumerate([LEGIT, FARM])]
    )
    rows = [verdict.row() for verdict in verdicts]
    assert [row["label"] for row in rows] == ["legit", "farm"]
    return rows


def test_pandas_frame_and_accessor(scorer: Scorer, expected: list[dict[str, Any]]) -> None:
    pd = pytest.importorskip("pandas")
    from detector.adapters.pandas import score_frame

    frame = pd.DataFrame({"text": [LEGIT, FARM, None]}, index=["0", "1", "2"])
    found = score_frame(frame, scorer)
    assert list(found.index) == ["0", "1", "2"]
    assert found.iloc[:2].to_dict("records") == expected
    assert found.loc["2", "status"] == "empty"
    pd.testing.assert_frame_equal(frame.darnel.score(scorer), found)


def test_sklearn_transformer_in_a_pipeline() -> None:
    pipeline = pytest.importorskip("sklearn.pipeline")
    from sklearn.base import clone
    from sklearn.impute import SimpleImputer
    from sklearn.tree import DecisionTreeClassifier

    from detector.adapters.sklearn import SignalTransformer

    signals = SignalTransformer()
    matrix = signals.transform([LEGIT, FARM])
    names = list(signals.get_feature_names_out())
    assert matrix.shape == (2, len(names))
    density = matrix[:, names.index("emoji_density")]
    assert density[1] > 0.05 > density[0]
    np.testing.assert_array_equal(clone(signals).fit_transform([FARM])[0], matrix[1])
    model = pipeline.make_pipeline(
        SignalTransformer(),
        SimpleImputer(strategy="constant", fill_value=-1.0, keep_empty_features=True),
        DecisionTreeClassifier(random_state=0),
    )
    model.fit([LEGIT, LEGIT[:50], FARM, FARM[:90]] * 5, [0, 0, 1, 1] * 5)
    assert model.predict([LEGIT[:70], FARM[:120]]).tolist() == [0, 1]


def test_scrapy_pipeline_marks_and_drops(tiny_model: Path) -> None:
    pytest.importorskip("scrapy")
    from scrapy.exceptions import DropItem
    from scrapy.utils.test import get_crawler

    from detector.adapters.scrapy import DarnelPipeline

    crawler = get_crawler(settings_dict={"DARNEL_MODEL": str(tiny_model), "DARNEL_DROP": True})
    step = DarnelPipeline.from_crawler(crawler)
    kept = step.process_item({"url": "https://a.example/1", "text": LEGIT})
    assert kept["darnel"]["label"] == "legit"
    assert kept["darnel"]["host"] == "a.example"
    with pytest.raises(DropItem, match=r"https://a\.example/2"):
        step.process_item({"url": "https://a.example/2", "text": FARM})


def test_datatrove_filter_and_annotator(scorer: Scorer) -> None:
    pytest.importorskip("datatrove")
    from datatrove.data import Document

    from detector.adapters.datatrove import DarnelAnnotator, DarnelFilter

    documents = [Document(text=LEGIT, id="legit"), Document(text=FARM, id="farm")]
    excluded: list[str] = []
    step = DarnelFilter(scorer)
    step.exclusion_writer = _Collector(excluded)
    kept = list(step.run(DarnelAnnotator(scorer).run(iter(documents))))
    assert [document.id for document in kept] == ["legit"]
    assert excluded == ["farm"]
    assert kept[0].metadata["darnel_label"] == "legit"
    assert documents[1].metadata["darnel_label"] == "farm"
    assert documents[1].metadata["darnel_score"] > 0.5
    assert "emoji_density" in documents[1].metadata["darnel_reasons"]


class _Collector:
    def __init__(self, ids: list[str]) -> None:
        self.ids = ids

    def __enter__(self) -> _Collector:
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    def write(self, document: Any, rank: int = 0, **_: Any) -> None:
        assert rank == 0
        self.ids.append(document.id)
