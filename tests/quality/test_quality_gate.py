"""The shipped model against pinned floors; a floor may rise, and fall only for a stated reason.

What is pinned for labelled pages are the figures of the model's card (the manifest vouches for
it): measured by the run that made the model, on domains or whole sources it had not seen. What
is pinned for attacks is measured here, on articles no training builds on.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path

import pytest

from detector.detector import Detector
from detector.model import CARD, GOLDEN, locate
from detector.reading import read_page
from detector.record import Record
from training.labels import file_digest
from training.stress import attacks, bases, report

PINNED = json.loads((Path(__file__).parent / "floors.json").read_text("utf-8"))
LATEST = PINNED["history"][-1]
ATTACK = "attack: "


def chained(entry: dict) -> str:
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()


def tables(card: str) -> dict[str, dict[str, dict[str, str]]]:
    """Cells of the first table of every section: section, row, column."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for section in card.split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        begin = body.find("\n|") + 1
        if not begin:
            continue
        lines = body[begin:].split("\n\n", 1)[0].strip().split("\n")
        head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        found[title.partition(" (")[0]] = {
            row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows
        }
    return found


def lowered(before: dict, after: dict) -> list[str]:
    down = [n for n, floor in before["floors"].items() if after["floors"].get(n, -1) < floor]
    up = [n for n, most in before["ceilings"].items() if after["ceilings"].get(n, 2) > most]
    return down + up


def test_floors_fall_only_for_a_reason_the_card_gives_too():
    card = (locate(None) / CARD).read_text("utf-8")
    for before, after in itertools.pairwise(PINNED["history"]):
        assert after["before"] == chained(before), "an earlier entry of the history was changed"
        for name in lowered(before, after):
            assert after.get("lowered", {}).get(name), f"{name} was lowered or dropped"
    for name, reason in LATEST.get("lowered", {}).items():
        assert len(reason) > 20
        if name.startswith(ATTACK):
            assert name.rpartition(": ")[2] in card.partition("\n## Data\n")[0], name


@pytest.fixture(scope="module")
def corpus(shared: Path) -> Path:
    folder = shared / "corpus"
    for name, digest in PINNED["corpus"].items():
        assert file_digest(folder / name) == digest, f"{name} is not the file the floors are for"
    return folder


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector.load()


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, dict[str, str]]]:
    Detector.load()  # the card is what the manifest says it is
    return tables((locate(None) / CARD).read_text("utf-8"))


def figure(found: dict[str, dict[str, dict[str, str]]], name: str) -> float:
    section, row, column = name.split(" / ")
    return float(found[section][row][column].replace(",", ""))


@pytest.mark.parametrize("name", sorted(n for n in LATEST["floors"] if not n.startswith(ATTACK)))
def test_what_the_card_says_of_unseen_pages_keeps_its_floor(figures, name: str):
    assert figure(figures, name) >= LATEST["floors"][name]


@pytest.mark.parametrize("name", sorted(LATEST["ceilings"]))
def test_honest_pages_out_of_fold_stay_unflagged(figures, name: str):
    assert figure(figures, name) <= LATEST["ceilings"][name]


def test_the_card_is_about_the_labels_the_floors_are_for(detector: Detector):
    labels = detector.model.manifest.training["labels"]
    for name, digest in PINNED["corpus"].items():
        assert labels[name] == digest


@pytest.mark.corpus
def test_attacks_on_articles_no_training_saw_are_found(corpus: Path, detector: Detector):
    floors = {n.removeprefix(ATTACK): f for n, f in LATEST["floors"].items() if ATTACK in n}
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
    rows = [json.loads(line) for line in (locate(None) / GOLDEN).read_text("utf-8").splitlines()]
    assert len(rows) == 10
    records = [
        Record(source=f"golden:{number}", **row["record"]) for number, row in enumerate(rows)
    ]
    verdicts = detector.judge(records, [read_page(record) for record in records])
    for row, verdict in zip(rows, verdicts, strict=True):
        assert verdict.score == pytest.approx(row["score"], abs=1e-6)
