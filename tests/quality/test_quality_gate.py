"""The shipped model against pinned floors; a floor may rise, never fall."""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from detector.detector import Detector
from detector.reading import read_page
from detector.record import Record
from training.labels import file_digest, read_labels
from training.stress import attacks, bases, report

PINNED = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))
MOST = 60


def chained(entry: dict) -> str:
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()


def test_floors_only_ever_rise():
    for before, after in itertools.pairwise(PINNED["history"]):
        assert after["before"] == chained(before), "an earlier entry of the history was changed"
        for name, floor in before["floors"].items():
            assert after["floors"].get(name, -1) >= floor, f"{name} was lowered or dropped"
        for name, ceiling in before["ceilings"].items():
            assert after["ceilings"].get(name, 2) <= ceiling, f"{name} was raised or dropped"


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Path:
    folder = shared / "corpus"
    for name, digest in PINNED["corpus"].items():
        assert file_digest(folder / name) == digest, f"{name} is not the file the floors are for"
    return folder


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector.load()


def flagged(detector: Detector, path: Path, *, farms: bool) -> float:
    chosen = [label.record for label in read_labels(path) if label.farm is farms][:MOST]
    verdicts = detector.judge(chosen, [read_page(record) for record in chosen])
    return float(np.mean([v.score is not None and v.score >= detector.threshold for v in verdicts]))


@pytest.mark.corpus
@pytest.mark.parametrize(
    "name", sorted(n for n in PINNED["history"][-1]["floors"] if not n.startswith("attack: "))
)
def test_recall_keeps_its_floor(corpus: Path, detector: Detector, name: str):
    found = flagged(detector, corpus / f"{name}.jsonl.gz", farms=True)
    assert found >= PINNED["history"][-1]["floors"][name]


@pytest.mark.corpus
@pytest.mark.parametrize("name", sorted(PINNED["history"][-1]["ceilings"]))
def test_honest_pages_stay_unflagged(corpus: Path, detector: Detector, name: str):
    found = flagged(detector, corpus / f"{name}.jsonl.gz", farms=False)
    assert found <= PINNED["history"][-1]["ceilings"][name]


@pytest.mark.corpus
def test_attacks_on_articles_no_training_saw_are_found(corpus: Path, detector: Detector):
    floors = {
        name.removeprefix("attack: "): floor
        for name, floor in PINNED["history"][-1]["floors"].items()
        if name.startswith("attack: ")
    }
    found = attacks(
        bases([corpus / "zh_xinhua_articles.jsonl.gz"], 0),
        detector.model.columns,
        pairs=10,
        strengths=(1.0,),
        only=tuple(floors),
    )
    table = report(detector.model, found, detector.threshold).set_index("attack")
    for name, floor in floors.items():
        assert table.loc[name, "recall"] >= floor, name
    assert table["twins flagged"].max() <= 0.1


@pytest.mark.corpus
def test_the_page_this_project_began_with(shared: Path, detector: Detector):
    (path,) = (shared / "example").glob("*.txt")
    text = path.read_text("utf-8")
    record = Record(id="example", source="example", text=text, title=text.split("\n", 1)[0])
    (verdict,) = detector.judge([record], [read_page(record)], quote_from=0.0)
    assert verdict.score is not None
    assert verdict.score > 0.99
    quoted = [reason for reason in verdict.reasons if reason.quotes]
    assert len(quoted) >= 5
    assert all(text[q.start : q.end] == q.text for r in quoted for q in r.quotes)


def test_golden_pages_score_as_they_did(detector: Detector):
    from detector.model import GOLDEN, locate

    rows = [json.loads(line) for line in (locate(None) / GOLDEN).read_text("utf-8").splitlines()]
    assert len(rows) == 10
    records = [
        Record(source=f"golden:{number}", **row["record"]) for number, row in enumerate(rows)
    ]
    verdicts = detector.judge(records, [read_page(record) for record in records])
    for row, verdict in zip(rows, verdicts, strict=True):
        assert verdict.score == pytest.approx(row["score"], abs=1e-6)
